import { writeFile } from 'node:fs/promises';
import { timeScan } from './cli.mjs';
import { makeCorpus } from './corpus.mjs';

const lineCount = 160;
const rounds = 3;

/** What latents cost: the same file scanned with and without them in turn, the fastest of each. */
export async function benchLatents({ root, folder, scale }) {
  const file = `${folder}latents.jsonl`;
  await writeFile(file, (await makeCorpus(root, lineCount * scale)).join('\n'));
  const seconds = { without: Infinity, with: Infinity };
  let lines = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [name, count] of [
      ['without', '0'],
      ['with', '5'],
    ]) {
      const scan = await timeScan(root, [file, '--workers', '1', '--latents', count]);
      seconds[name] = Math.min(seconds[name], scan.seconds);
      lines = scan.lines;
    }
  }
  return {
    lines,
    linesPerSecond: lines / seconds.without,
    linesPerSecondWithLatents: lines / seconds.with,
    extraTime: seconds.with / seconds.without - 1,
  };
}
