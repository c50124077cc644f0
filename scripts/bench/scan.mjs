import { writeFile } from 'node:fs/promises';
import { measureCeiling } from './ceiling.mjs';
import { timeScan } from './cli.mjs';
import { makeCorpus } from './corpus.mjs';

const lineCount = 240;

/** Speed of a scan, and its share of what the machine's matrix products could reach. */
export async function benchScan({ root, folder, machine, scale }) {
  const file = `${folder}scan.jsonl`;
  await writeFile(file, (await makeCorpus(root, lineCount * scale)).join('\n'));
  const rows = [];
  for (const workers of new Set([1, machine.cores])) {
    const before = await measureCeiling(workers, machine.layers);
    const scan = await timeScan(root, [file, '--workers', String(workers)]);
    const after = await measureCeiling(workers, machine.layers);
    const ceiling = before.tokensPerSecond > after.tokensPerSecond ? before : after;
    const tokensPerSecond = scan.tokens / scan.seconds;
    rows.push({
      workers,
      lines: scan.lines,
      tokensPerLine: scan.tokens / scan.lines,
      linesPerSecond: scan.lines / scan.seconds,
      tokensPerSecond,
      ceilingGflops: ceiling.gflops,
      ceilingTokensPerSecond: ceiling.tokensPerSecond,
      shareOfCeiling: tokensPerSecond / ceiling.tokensPerSecond,
      secondsToFirstLine: scan.totalSeconds - scan.seconds,
      commandMB: scan.memory.parentMB,
      scorersMB: scan.memory.childrenMB,
    });
  }
  return rows;
}
