import {
  createBufferInfoFromArrays,
  createProgramInfo,
  createTexture,
  createVertexArrayInfo,
  drawBufferInfo,
  setBuffersAndAttributes,
  setUniforms,
  type Arrays,
  type BufferInfo,
  type ProgramInfo,
  type VertexArrayInfo,
} from 'twgl.js';
import { styleFor } from '../../model/density.ts';
import type { PlotTheme, PointRenderer, Points, Viewport } from '../scene.ts';
import type { Colour } from '../colour.ts';
import { contentOf, type Content } from './content.ts';
import { markStyle } from './mark.ts';
import { fragmentShader, vertexShader } from './shaders.ts';

/** Bytes on the graphics card. */
interface Uploaded {
  readonly content: Content;
  readonly buffers: BufferInfo;
  readonly vertices: VertexArrayInfo;
  readonly palette: WebGLTexture;
}

/** Draws all points with one call, on the graphics card. */
export class WebglPoints implements PointRenderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #ratio: () => number;
  readonly #program: ProgramInfo;
  #uploaded: Uploaded | null = null;

  /**
   * @param ratio pixels of the device for one CSS pixel, asked at each drawing.
   * @throws Error when there is no WebGL 2, or its compiler refuses the shaders.
   */
  constructor(canvas: HTMLCanvasElement, ratio: () => number) {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
    if (gl === null) throw new Error('There is no WebGL 2.');
    this.#canvas = canvas;
    this.#gl = gl;
    this.#ratio = ratio;
    const problems: string[] = [];
    this.#program = createProgramInfo(gl, [vertexShader, fragmentShader], (problem) =>
      problems.push(problem),
    );
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  setPoints(points: Points, palette: readonly string[], theme: PlotTheme): void {
    this.#release();
    const gl = this.#gl;
    const content = contentOf(points, palette, theme);
    const buffers = createBufferInfoFromArrays(gl, arraysOf(content));
    this.#uploaded = {
      content,
      buffers,
      vertices: createVertexArrayInfo(gl, this.#program, buffers),
      palette: createTexture(gl, {
        width: Math.max(1, palette.length),
        height: 1,
        minMag: gl.NEAREST,
        wrap: gl.CLAMP_TO_EDGE,
        auto: false,
        src: Uint8Array.from(content.paint.palette.flatMap(([r, g, b]) => [r, g, b, 255])),
      }),
    };
  }

  draw(viewport: Viewport, width: number, height: number): void {
    const uploaded = this.#uploaded;
    if (uploaded === null || width < 1 || height < 1) return;
    const { content, vertices } = uploaded;
    const gl = this.#gl;
    const ratio = this.#ratio();
    this.#resize(Math.round(width * ratio), Math.round(height * ratio));
    const [red, green, blue] = unit(content.paint.background);
    gl.clearColor(red, green, blue, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (content.order.rows.length === 0) return;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.useProgram(this.#program.program);
    setBuffersAndAttributes(gl, this.#program, vertices);
    const size = { width, height };
    const shown = styleFor(content.density.within(viewport, size), size, content.highContrast);
    setUniforms(this.#program, {
      ...markStyle(shown, ratio, content.highContrast),
      centre: [viewport.x, viewport.y],
      zoom: [(2 * viewport.scale) / width, (2 * viewport.scale) / height],
      palette: uploaded.palette,
      selection: unit(content.paint.selection),
    });
    drawBufferInfo(gl, vertices, gl.POINTS);
  }

  dispose(): void {
    this.#release();
    this.#gl.deleteProgram(this.#program.program);
  }

  #resize(width: number, height: number): void {
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#gl.viewport(0, 0, width, height);
  }

  #release(): void {
    const uploaded = this.#uploaded;
    if (uploaded === null) return;
    const gl = this.#gl;
    for (const attribute of Object.values(uploaded.buffers.attribs ?? {})) {
      gl.deleteBuffer(attribute.buffer);
    }
    gl.deleteBuffer(uploaded.buffers.indices ?? null);
    gl.deleteVertexArray(uploaded.vertices.vertexArrayObject ?? null);
    gl.deleteTexture(uploaded.palette);
    this.#uploaded = null;
  }
}

/** The columns as they are; the indices leave out what is hidden and put the selected points last. */
function arraysOf({ points, order }: Content): Arrays {
  return {
    x: { numComponents: 1, data: points.x },
    y: { numComponents: 1, data: points.y },
    colour: { numComponents: 1, data: points.colour, normalize: false },
    radius: { numComponents: 1, data: points.radius, normalize: false },
    flags: { numComponents: 1, data: points.flags, normalize: false },
    indices: { numComponents: 1, data: order.rows },
  };
}

function unit([red, green, blue]: Colour): [number, number, number] {
  return [red / 255, green / 255, blue / 255];
}
