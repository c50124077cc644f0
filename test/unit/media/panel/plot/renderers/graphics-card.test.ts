import { expect, test } from 'vitest';
import { isDrawnByProcessor } from '../../../../../../media/panel/plot/renderers/graphics-card.ts';

const unmasked = 0x9246;

/** A context that says what draws it; null: it does not tell. */
function contextBy(name: string | null): Parameters<typeof isDrawnByProcessor>[0] {
  return {
    getExtension: () => (name === null ? null : { UNMASKED_RENDERER_WEBGL: unmasked }),
    getParameter: (asked) => (asked === unmasked ? name : 'WebKit WebGL'),
  };
}

test.each([
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader)', true],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', true],
  ['Apple Software Renderer', true],
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)', false],
  ['Apple M2', false],
  [null, false],
])('%s: drawn by the processor: %s', (name, expected) => {
  expect(isDrawnByProcessor(contextBy(name))).toBe(expected);
});
