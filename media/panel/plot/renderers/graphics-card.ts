/** Programs that draw WebGL with the processor, as they name themselves. */
const processorNames = ['swiftshader', 'llvmpipe', 'software'];

/** What is asked of a WebGL context. */
interface Context {
  getExtension(name: 'WEBGL_debug_renderer_info'): {
    readonly UNMASKED_RENDERER_WEBGL: number;
  } | null;
  getParameter(name: number): unknown;
}

/** Whether WebGL is drawn by the processor here. False where the browser does not tell. */
export function isDrawnByProcessor(gl: Context): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  if (info === null) return false;
  const name = String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)).toLowerCase();
  return processorNames.some((program) => name.includes(program));
}
