import { describe, expect, it } from 'vitest';
import { writeSvg } from '../../../../../media/panel/plot/svg.ts';
import { frameOf } from '../../../../../media/panel/plot/picture-frame.ts';
import { pointFlags, type Scene } from '../../../../../media/panel/plot/scene.ts';
import { pointsAt } from '../model/points.ts';

const theme = {
  background: '#ffffff',
  foreground: '#333333',
  faint: '#777777',
  selection: '#0000ff',
  focus: '#ff00ff',
  highContrast: false,
};
const size = { width: 200, height: 100 };
const view = { x: 0, y: 0, scale: 10 };

function sceneOf(change: Partial<Scene> = {}): Scene {
  const points = pointsAt([
    [0, 0],
    [1, 2],
    [500, 0],
    [NaN, 0],
  ]);
  const scene = { points, anchors: [], palette: ['#aa0000'], theme, lines: [] };
  return { ...scene, focused: null, cursor: null, ...change };
}

const circles = (svg: string) => svg.match(/<circle/g)?.length ?? 0;

describe('writeSvg', () => {
  it('draws each point that is seen once, grouped by colour, with y up', () => {
    const svg = writeSvg(sceneOf(), view, size, null);
    expect(circles(svg)).toBe(2);
    expect(svg).toContain('<circle cx="100" cy="50" r="3"/><circle cx="110" cy="30" r="3"/>');
    expect(svg.match(/fill="#aa0000"/g)).toHaveLength(1);
  });

  it('rings selected points and draws hollow ones without filling', () => {
    const flags = Uint8Array.of(pointFlags.selected, pointFlags.hollow, 0, 0);
    const svg = writeSvg(sceneOf({ points: { ...sceneOf().points, flags } }), view, size, null);
    expect(circles(svg)).toBe(3);
    expect(svg).toMatch(/<g fill="none" stroke="#0000ff"[^>]*><circle cx="100" cy="50"/);
    expect(svg).toMatch(/<g fill="none" stroke="#aa0000"[^>]*><circle cx="110" cy="30"/);
  });

  it('writes labels as text, whatever is in them', () => {
    const label = '<script>"&\'\u0000\ud800';
    const anchors = [{ id: 'a', label, x: -5, y: 0, active: true }];
    const svg = writeSvg(sceneOf({ anchors }), view, size, null);
    expect(svg).toContain('font-weight="bold">&lt;script&gt;&quot;&amp;\'\ufffd</text>');
    expect(svg).not.toContain('<script');
  });

  it('cuts the points off at their part, and writes the legend as text around it', () => {
    const hostile = '</text><script>"a" & b';
    const legend = {
      title: hostile,
      entries: [{ label: hostile, colour: '#00aa00', count: '1,234', shown: false }],
      rings: null,
      axes: [hostile, 'up'] as const,
    };
    const frame = frameOf(legend, { width: 900, height: 100 }, (text) => text.length * 6);
    const svg = writeSvg(sceneOf(), view, { width: 900, height: 100 }, null, frame);
    expect(svg).not.toContain('<script');
    expect(svg.match(/&lt;\/text&gt;&lt;script&gt;&quot;a&quot; &amp; b<\/text>/g)).toHaveLength(3);
    expect(svg).toContain('>1,234, left out</text>');
    expect(svg).toMatch(/transform="rotate\(-90 [^"]*"[^>]*>up<\/text>/);
    expect(svg).toContain(`<svg xmlns="http://www.w3.org/2000/svg"`);
    expect(svg).toContain(`width="922" height="${frame.size.height}"`);
    expect(svg).toContain('<g transform="translate(22 0)" clip-path="url(#latent-lint-points)">');
    expect(svg).toMatch(/<circle [^>]*fill="none" stroke="#00aa00"/);
  });

  it('holds a picture instead of circles when it is given one', () => {
    const svg = writeSvg(sceneOf(), view, size, 'data:image/png;base64,AAAA');
    expect(circles(svg)).toBe(0);
    expect(svg).toContain('xlink:href="data:image/png;base64,AAAA"');
  });

  it('draws lines between rows that have a place', () => {
    const lines = [
      [0, 1],
      [0, 3],
    ] as const;
    const svg = writeSvg(sceneOf({ lines }), view, size, null);
    expect(svg.match(/<path/g)).toHaveLength(1);
    expect(svg).toContain('d="M100 50L110 30"');
  });
});
