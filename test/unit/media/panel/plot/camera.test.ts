import { describe, expect, it } from 'vitest';
import { Camera } from '../../../../../media/panel/plot/camera.ts';
import type { Scene, Viewport } from '../../../../../media/panel/plot/scene.ts';
import { pointsAt } from '../model/points.ts';

const scene: Scene = {
  points: pointsAt([
    [-1, -1],
    [1, 1],
  ]),
  anchors: [{ id: 'a', label: 'A', x: 3, y: 0, active: false }],
  palette: [],
  theme: {
    background: '',
    foreground: '',
    faint: '',
    selection: '',
    focus: '',
    highContrast: false,
  },
  lines: [],
  focused: null,
  cursor: null,
};

function cameraOf(viewport: Viewport | null) {
  const reported: Viewport[] = [];
  const camera = new Camera();
  camera.resize({ width: 448, height: 348 });
  camera.update(scene, viewport, (next) => reported.push(next));
  return { camera, reported };
}

describe('Camera', () => {
  it('fits points and anchors while no view is given, also after a change of size', () => {
    const { camera } = cameraOf(null);
    expect(camera.view).toEqual({ x: 1, y: 0, scale: 100 });
    expect(camera.resize({ width: 248, height: 348 })).toBe(true);
    expect(camera.view.scale).toBe(50);
  });

  it('reports what a gesture does and shows it at once, also when the page never gives it back', () => {
    const { camera, reported } = cameraOf(null);
    expect(camera.pan(50, 0)).toBe(true);
    expect(reported).toEqual([{ x: 0.5, y: 0, scale: 100 }]);
    expect(camera.update(scene, null, () => undefined)).toBe(false);
    expect(camera.view).toEqual(reported[0]);
  });

  it('takes a view of the page, and null to fit again', () => {
    const { camera, reported } = cameraOf({ x: 0, y: 0, scale: 70 });
    camera.zoomCentre(2);
    const [zoomed] = reported;
    expect(zoomed?.scale).toBe(140);
    expect(camera.update(scene, zoomed ?? null, () => undefined)).toBe(false);
    expect(camera.update(scene, null, () => undefined)).toBe(true);
    expect(camera.view.scale).toBe(100);
    camera.update(scene, { x: 1, y: 1, scale: 90 }, () => undefined);
    expect(camera.view).toEqual({ x: 1, y: 1, scale: 90 });
  });

  it('says whether anything changed', () => {
    const { camera, reported } = cameraOf(null);
    expect(camera.fit()).toBe(false);
    expect(camera.show({ x: 1, y: 0 })).toBe(false);
    expect(camera.show({ x: 3, y: 0 })).toBe(true);
    expect(reported).toHaveLength(1);
  });
});
