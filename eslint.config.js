import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The direction of imports: see the invariants in ARCHITECTURE.md. */
function mayNotImport(files, groups) {
  const patterns = groups.map(([group, message]) => ({ group, message }));
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const noEditor = [
  ['vscode', 'vscode-*'],
  'This layer knows nothing of editors or of the protocol.',
];
const noModel = [['onnxruntime-node'], 'Only server/inference/model.ts touches onnxruntime.'];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      '.cache/**',
      'node_modules/**',
      'python/**',
      'packs/**',
      'test/host/server/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.mjs', '*.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  mayNotImport(
    ['server/core/**/*.ts'],
    [
      noEditor,
      noModel,
      [
        ['node:fs', 'node:fs/*', 'node:child_process', 'node:net', 'node:http', 'node:https'],
        'The core is pure: no files, no processes, no network.',
      ],
      [
        ['**/inference/**', '**/store/**', '**/scan/**', '**/features/**', '**/cli/**'],
        'The core imports only the core.',
      ],
    ],
  ),
  mayNotImport(
    ['server/inference/**/*.ts'],
    [noEditor, [['**/scan/**', '**/features/**', '**/cli/**'], 'Inference knows only the core.']],
  ),
  mayNotImport(
    [
      'server/features/**/*.ts',
      'server/scan/**/*.ts',
      'server/store/**/*.ts',
      'server/cli/**/*.ts',
    ],
    [noModel],
  ),
  mayNotImport(
    ['extension/**/*.ts', 'media/**/*.ts'],
    [
      noModel,
      [
        [
          '**/server/core/**',
          '**/server/inference/**',
          '**/server/store/**',
          '**/server/scan/**',
          '**/server/features/**',
          '**/server/cli/**',
        ],
        'The extension talks to the server through server/protocol.ts only.',
      ],
    ],
  ),
  { files: ['server/inference/model.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['scripts/**', 'server/cli/**', 'test/**'], rules: { 'no-console': 'off' } },
);
