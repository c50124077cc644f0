import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';

const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- end of figures -->';

const round = (value, digits = 0) => value.toFixed(digits);
const percent = (share) => `${round(100 * share)} %`;
const megabytes = (value) => (value === null || value === undefined ? 'not known' : `${value} MB`);

/** Rows of [what, figure], in sections, for the terminal and for the page. */
export function toSections({ scan, latents, editor, cached, panel, marks }) {
  const sections = [];
  for (const row of scan ?? []) sections.push(scanSection(row));
  if (latents) sections.push(latentsSection(latents));
  if (editor) sections.push(...editorSections(editor));
  if (cached) sections.push(cachedSection(cached));
  if (panel) sections.push(...panelSections(panel));
  if (marks) sections.push(marksSection(marks));
  return sections;
}

function scanSection(row) {
  const title = `Scan on the command line, ${row.workers === 1 ? '1 worker' : `${row.workers} workers`}`;
  return {
    title,
    rows: [
      [
        'lines a second',
        `${round(row.linesPerSecond, 1)} (${round(row.tokensPerLine)} tokens a line)`,
      ],
      ['tokens a second', round(row.tokensPerSecond)],
      [
        'matrix products alone, fp32, same threads',
        `${round(row.ceilingTokensPerSecond)} tokens a second (${round(row.ceilingGflops)} GFLOP/s)`,
      ],
      ['share of that ceiling', percent(row.shareOfCeiling)],
      ['start until the first line', `${round(row.secondsToFirstLine, 2)} s`],
      ['memory of the command', megabytes(row.commandMB)],
      ['memory of each scoring process', row.scorersMB.map(megabytes).join(', ') || 'not known'],
    ],
  };
}

function latentsSection({ samples, tokensPerSample, extraTime, ...times }) {
  return {
    title: `Latents: ${samples} samples of ${round(tokensPerSample)} tokens on average, with and without in turn`,
    rows: [
      ['a sample without latents', `${round(times.millisecondsWithout, 1)} ms`],
      ['a sample with latents', `${round(times.millisecondsWith, 1)} ms`],
      ['more time', `${round(100 * extraTime, 1)} %`],
    ],
  };
}

function editorSections({ scan, delays, serverMB, scorersMB }) {
  return [
    {
      title: 'Keystroke to new mark, through the server',
      rows: delays.map(({ tokens, edits, p50, p95 }) => [
        `line of ${tokens} tokens`,
        `p50 ${round(p50)} ms, p95 ${round(p95)} ms (${edits} edits)`,
      ]),
    },
    {
      title: `Server during the scan of a file of ${scan.samples} samples`,
      rows: [
        ['longest stall of its event loop', `${round(scan.max, 1)} ms`],
        ['99th percentile', `${round(scan.p99, 1)} ms`],
        ['memory of the server', megabytes(serverMB)],
        ['memory of each scoring process', scorersMB.map(megabytes).join(', ') || 'not known'],
      ],
    },
  ];
}

function cachedSection({ lines, megabytes: size, ...speeds }) {
  return {
    title: `Scan again: ${lines} lines (${round(size, 1)} MB) whose scores are stored`,
    rows: [
      ['command, text report, lines a second', round(speeds.textLinesPerSecond)],
      ['command, JSON report, lines a second', round(speeds.jsonLinesPerSecond)],
      ['server, from opening to all marks, lines a second', round(speeds.editorLinesPerSecond)],
    ],
  };
}

function panelSections({ frames, map }) {
  return [
    {
      title: 'The map while it is panned, 1100 by 800 pixels; WebGL drawn by the processor',
      rows: frames.map(({ renderer, samples, ...figures }) => [
        `${samples} samples, ${renderer}`,
        `${round(figures.framesPerSecond, 1)} frames a second (drawing takes ${round(figures.drawMilliseconds, 1)} ms), first picture after ${round(figures.firstPicture)} ms, ${figures.heapMB} MB in the page`,
      ]),
    },
    {
      title: `The map of a file of ${map.samples} scored samples, from the server`,
      rows: [
        ['from asking until every sample has its place (PCA)', `${round(map.placed)} ms`],
        ['until all columns are there', `${round(map.milliseconds)} ms`],
        ['longest stall of its event loop, with an estimate', `${round(map.stall)} ms`],
        ['bytes a sample', round(map.bytesPerSample)],
        ['memory of the server', megabytes(map.serverMB)],
      ],
    },
  ];
}

function marksSection({ lines, marks, firstMark, firstStall, p50, p95, stall, diskBytes }) {
  return {
    title: `Marking a line of a scored file of ${lines} lines for a feature of one's own`,
    rows: [
      [
        'until the file is ranked anew',
        `p50 ${round(p50)} ms, p95 ${round(p95)} ms (${marks} marks)`,
      ],
      ['the first mark, which reads the ordinary samples of the pack', `${round(firstMark)} ms`],
      ['longest stall of the event loop of the server, first mark', `${round(firstStall)} ms`],
      ['longest stall of the event loop of the server, other marks', `${round(stall)} ms`],
      ['bytes of a line in the store on disk, with its vectors', round(diskBytes)],
    ],
  };
}

/** The figures as a table for a terminal. */
export function toTable(sections) {
  const width = Math.max(...sections.flatMap(({ rows }) => rows.map(([what]) => what.length)));
  return sections
    .map(({ title, rows }) =>
      [title, ...rows.map(([what, figure]) => `  ${what.padEnd(width)}  ${figure}`)].join('\n'),
    )
    .join('\n\n');
}

/** Puts the figures between the markers of docs/performance.md and, all digits, into a file beside it. */
export async function writeReport(root, results) {
  const page = `${root}docs/performance.md`;
  const [head, rest] = (await readFile(page, 'utf8')).split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error('docs/performance.md has no markers for the figures.');
  const text = `${head}${begin}\n\n${toMarkdown(results)}\n\n${end}${tail}`;
  await writeFile(page, await format(text, { parser: 'markdown', printWidth: 100 }));
  const json = await format(JSON.stringify(results), { parser: 'json' });
  await writeFile(`${root}docs/performance.json`, json);
}

/** A busy machine gives bad figures, so it is said. */
export function describeOtherWork({ otherWork, cores }) {
  const amount = `Load before the start: ${round(otherWork, 1)} on ${cores} cores`;
  return otherWork > 0.3 * cores
    ? `${amount}. **The machine was busy with other work, so speeds are too low and delays too long.**`
    : `${amount}.`;
}

function toMarkdown({ machine, date, ...results }) {
  const { processor, cores, eightBitInstructions, memoryGiB, system, node, onnxruntime } = machine;
  const about = [
    `Machine: ${processor}, ${cores} cores, ${memoryGiB} GiB of memory, 8-bit instructions: ${eightBitInstructions}; ${system}. ${describeOtherWork(machine)}`,
    `Versions: Latent Lint ${machine.latentLint}, pack ${machine.pack} (${machine.layers} layers, graph of ${machine.graphMB} MB), Node ${node}, onnxruntime ${onnxruntime}. Measured on ${date}.`,
  ];
  const tables = toSections(results).map(
    ({ title, rows }) =>
      `### ${title}\n\n| what | figure |\n| --- | --- |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
  );
  return [...about, ...tables].join('\n\n');
}
