import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';

/** What a reader must know about the machine and the versions to judge the figures. */
export async function describeMachine(root) {
  const pack = JSON.parse(await readFile(`${root}packs/smollm2-135m/pack.json`, 'utf8'));
  const manifest = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    /** Processes that wanted to run in the minute before; above 0 the figures are too bad. */
    otherWork: loadavg()[0],
    eightBitInstructions: await eightBitInstructions(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${arch()}`,
    node: process.version,
    onnxruntime: manifest.dependencies['onnxruntime-node'],
    latentLint: manifest.version,
    pack: `${pack.name} ${pack.version}`,
    layers: pack.layer,
    graphMB: Math.round(pack.files['trunk.onnx'].size / 1e6),
  };
}

/** Whether the processor multiplies 8-bit numbers in one step (VNNI); known on Linux only. */
async function eightBitInstructions() {
  try {
    const info = await readFile('/proc/cpuinfo', 'utf8');
    return /\b(avx512_vnni|avx_vnni)\b/.test(info) ? 'VNNI' : 'none';
  } catch {
    return 'unknown';
  }
}
