import { writeFile } from 'node:fs/promises';
import { timeScan } from './cli.mjs';
import { makeChatLine, makeCorpus } from './corpus.mjs';
import { BenchEditor } from './lsp.mjs';
import { MemoryWatch } from './processes.mjs';

const mostEdits = 40;
const fileLines = 120;
/** Everything is flagged, so that every edit changes a mark. */
const settings = { threshold: { mode: 'absolute', risk: 1e-9 }, maxProblems: 900 };

/** Longest stall of the server during a scan, delay from keystroke to mark, and memory. */
export async function benchEditor({ root, folder, scale }) {
  const edits = mostEdits * scale;
  const short = await findLine(root, folder, 100);
  const long = await findLine(root, folder, 512);
  const editor = new BenchEditor(root, { settings });
  const memory = new MemoryWatch(editor.child.pid);
  await editor.start();
  const uri = `file://${folder}editor.jsonl`;
  const lines = [short.text, long.text, ...(await makeCorpus(root, fileLines * scale))];
  await editor.watchEventLoop('start');
  const opened = performance.now();
  const { params } = await editor.open(uri, lines.join('\n'));
  const scanSeconds = (performance.now() - opened) / 1000;
  const eventLoop = await editor.watchEventLoop('stop');
  const delays = [];
  let version = 1;
  for (const [line, { text, tokens }] of [short, long].entries()) {
    const times = [];
    const at = text.indexOf('bridge') + 'bridge'.length;
    for (let edit = 0; edit < edits; edit++) {
      version += 1;
      const end = edit === 0 ? at : at + 2;
      times.push(await editor.edit(uri, version, { line, start: at, end, text: twoLetters(edit) }));
    }
    times.sort((a, b) => a - b);
    delays.push({ tokens, edits, p50: percentile(times, 50), p95: percentile(times, 95) });
  }
  const seen = memory.stop();
  await editor.stop();
  return {
    scan: { samples: params.samples, seconds: scanSeconds, ...eventLoop },
    delays,
    serverMB: seen.parentMB,
    scorersMB: seen.childrenMB,
  };
}

/** Another text for each edit, so that no score is in the store. */
function twoLetters(number) {
  return String.fromCharCode(97 + Math.floor(number / 26), 97 + (number % 26));
}

function percentile(sorted, percent) {
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** A chat line with as many tokens as possible up to `tokens`. */
async function findLine(root, folder, tokens) {
  const file = `${folder}candidates.jsonl`;
  const words = Array.from({ length: 9 }, (_, step) => Math.round(tokens * (0.66 + 0.035 * step)));
  const lines = words.map(makeChatLine);
  await writeFile(file, lines.join('\n'));
  const { results } = await timeScan(root, [file], true);
  const fitting = results.filter((result) => result.tokens <= tokens);
  const best = fitting.at(-1) ?? results[0];
  return { text: lines[best.line - 1], tokens: best.tokens };
}
