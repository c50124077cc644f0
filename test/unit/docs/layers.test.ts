import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const rules = ['layers/imports', 'no-restricted-globals', 'no-restricted-properties'];

/** The project's own configuration, without the rules that need to know types. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../../', import.meta.url)),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => rules.includes(ruleId),
});

/** What the linter says of a file with this code. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return result?.messages.map(({ message }) => message) ?? [];
}

describe('the linter refuses', { timeout: 60_000 }, () => {
  it.each([
    ['server/core/a.ts', "import 'vscode';"],
    ['server/core/a.ts', "import 'vscode-languageserver';"],
    ['server/core/a.ts', "import 'fs';"],
    ['server/core/a.ts', "import 'node:fs';"],
    ['server/core/a.ts', "import 'node:perf_hooks';"],
    ['server/core/a.ts', "import 'onnxruntime-node';"],
    ['server/core/a.ts', "import '../settings.ts';"],
    ['server/core/jsonl/a.ts', "import '../../time-slice.ts';"],
    ['server/core/a.ts', "export * from '../store/crc32.ts';"],
    ['server/core/a.ts', "type A = import('../scan/scorer.ts').Scorer;"],
    ['server/core/a.ts', 'Date.now();'],
    ['server/core/a.ts', 'new Date();'],
    ['server/core/a.ts', 'performance.now();'],
    ['server/core/a.ts', 'globalThis.performance.now();'],
    ['server/core/a.ts', 'setTimeout(() => undefined, 1);'],
    ['server/core/a.ts', 'process.exit();'],
    ['server/core/a.ts', 'Math.random();'],
    ['server/inference/a.ts', "import 'onnxruntime-node';"],
    ['server/inference/a.ts', "await import('onnxruntime-node');"],
    ['server/inference/a.ts', "import '../settings.ts';"],
    ['server/inference/a.ts', "import '../scan/scorer.ts';"],
    ['server/store/a.ts', "import '../inference/scorer-pool.ts';"],
    ['server/scan/a.ts', "import '../inference/scorer-pool.ts';"],
    ['server/features/a.ts', "import '../inference/scorer-pool.ts';"],
    ['server/features/a.ts', "import '../server.ts';"],
    ['server/features/a.ts', "import 'onnxruntime-node';"],
    ['server/cli/a.ts', "import '../inference/model.ts';"],
    ['server/cli/a.ts', "import 'vscode-languageserver';"],
    ['server/cli/a.ts', "import '../features/hover.ts';"],
    ['server/protocol.ts', "import './settings.ts';"],
    ['server/a.ts', "import 'onnxruntime-node';"],
    ['server/a.ts', "import './inference/scorer-pool.ts';"],
    ['server/a.ts', "import './cli/main.ts';"],
    ['extension/a.ts', "import '../server/settings.ts';"],
    ['extension/a.ts', "import '../server/core/sample.ts';"],
    ['extension/a.ts', "export { x } from '../server/server.ts';"],
    ['extension/a.ts', "import 'onnxruntime-node';"],
  ])('in %s: %s', async (filePath, code) => {
    expect(await complaints(filePath, code)).toHaveLength(1);
  });
});

describe('the linter allows', { timeout: 60_000 }, () => {
  it.each([
    ['server/core/jsonl/a.ts', "import '../sample.ts';"],
    ['server/inference/model.ts', "await import('onnxruntime-node');"],
    ['server/inference/a.ts', "import '../core/sample.ts';"],
    ['server/inference/a.ts', 'performance.now();'],
    ['server/features/a.ts', "import '../scan/scorer.ts';"],
    ['server/engine-host.ts', "import './inference/scorer-pool.ts';"],
    ['server/a.ts', "import './settings.ts';"],
    ['extension/a.ts', "import '../server/protocol.ts';"],
  ])('in %s: %s', async (filePath, code) => {
    expect(await complaints(filePath, code)).toEqual([]);
  });
});
