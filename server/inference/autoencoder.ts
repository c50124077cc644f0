import type { Pack } from '../core/pack/pack.ts';
import { whyNoLatents } from '../core/pack/latents.ts';
import { Graph, type GraphSignature } from './model.ts';
import { readPackFile } from './read-pack-file.ts';

/** See docs/pack-format.md, "`sae.onnx`". */
const signature: GraphSignature = {
  file: 'sae.onnx',
  name: 'The sparse autoencoder of the pack',
  inputs: { residuals: 'float32' },
  outputs: { activations: 'float32' },
};

/** The sparse autoencoder of a pack: it tells residual streams in latents. */
export class Autoencoder {
  readonly #graph: Graph;
  readonly #width: number;
  readonly #latents: number;

  private constructor(graph: Graph, width: number, latents: number) {
    this.#graph = graph;
    this.#width = width;
    this.#latents = latents;
  }

  /**
   * Checks that the autoencoder fits the pack, and opens it.
   * @throws Error with one sentence for people when it does not, or when there is none.
   */
  static async open(folder: string, pack: Pack): Promise<Autoencoder> {
    const problem = whyNoLatents(pack);
    if (problem !== null || pack.sae === undefined) throw new Error(problem ?? '');
    const { files, width, latents } = pack.sae;
    const record = files['sae.onnx'];
    const bytes = await readPackFile(folder, 'sae.onnx', record.size);
    return new Autoencoder(await Graph.open(signature, bytes, record), width, latents);
  }

  /**
   * @param residuals `[tokens, width]`, at least one token.
   * @returns `[latents]`: the mean activation of each latent over the tokens.
   */
  async activations(residuals: Float32Array): Promise<Float32Array> {
    const tokens = residuals.length / this.#width;
    const shape = [tokens, this.#width];
    const output = await this.#graph.run({ residuals: this.#graph.floats(residuals, shape) });
    const activations = output('activations');
    if (activations.length !== this.#latents) {
      throw new Error(
        'The sparse autoencoder of the pack answered with another number of latents.',
      );
    }
    return activations;
  }
}
