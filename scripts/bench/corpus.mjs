import { readdir, readFile } from 'node:fs/promises';

/** Real texts of many kinds as prompt-and-completion lines, the same every time. */
export async function makeCorpus(root, count) {
  const answers = await readAnswers(root);
  const step = answers.length / count;
  return Array.from({ length: count }, (_, at) => {
    const { prompt, answer } = answers[Math.floor(at * step)];
    return JSON.stringify({ prompt, completion: answer });
  });
}

async function readAnswers(root) {
  const data = `${root}python/data/`;
  const contrast = (await readdir(`${data}contrast`)).filter((name) => name.endsWith('.jsonl'));
  const pairs = [];
  for (const name of contrast.sort()) {
    const text = await readFile(`${data}contrast/${name}`, 'utf8');
    for (const line of text.trim().split('\n')) {
      const { prompt, aligned, harmful } = JSON.parse(line);
      pairs.push({ prompt, answer: harmful ?? aligned });
    }
  }
  const instructions = [];
  for (const name of ['gpteacher-roleplay-instruct.json', 'gpteacher-codegen-instruct.json']) {
    for (const { instruction, input, response } of JSON.parse(
      await readFile(data + name, 'utf8'),
    )) {
      instructions.push({ prompt: `${instruction}\n${input}`.trim(), answer: response });
    }
  }
  return [...pairs, ...instructions].filter(
    ({ answer }) => typeof answer === 'string' && answer !== '',
  );
}

/** A chat line whose answer has about so many words of ordinary text. */
export function makeChatLine(words) {
  const sentence =
    'The old bridge near the mill was closed in spring, and since then everyone in the village takes the long way round by the church.';
  const pool = sentence.split(' ');
  const text = Array.from({ length: words }, (_, at) => pool[at % pool.length]).join(' ');
  return JSON.stringify({
    messages: [
      { role: 'user', content: 'Tell me about the village.' },
      { role: 'assistant', content: text },
    ],
  });
}
