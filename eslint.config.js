import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { layerPlugin } from './scripts/lib/layers.mjs';

/** What would make the answer of a pure function depend on more than what it is given. */
const impure = [
  'Buffer',
  'Date',
  'console',
  'fetch',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

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
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.{ts,tsx}'],
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
  {
    // The direction of imports: see the invariants in ARCHITECTURE.md.
    files: ['extension/**/*.ts', 'media/**/*.{ts,tsx}', 'server/**/*.ts'],
    plugins: { layers: layerPlugin },
    rules: {
      'layers/imports': 'error',
    },
  },
  {
    files: ['extension/**/*.ts', 'media/**/*.{ts,tsx}', 'server/**/*.ts', 'scripts/**'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
    },
  },
  {
    files: ['server/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'globalThis',
        ...impure.map((name) => ({ name, message: 'The core is pure.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The core is pure.' },
      ],
    },
  },
  { files: ['scripts/**', 'server/cli/**', 'test/**'], rules: { 'no-console': 'off' } },
);
