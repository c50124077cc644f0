import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pure = ['node:crypto', 'valibot'];

/**
 * Which files may import what: the first row that a file belongs to counts, and what it does not list is
 * forbidden. `own` are files and folders of this repository (a folder ends with `/`), `packages` are
 * packages and modules of Node.js, by their exact names.
 */
const layers = [
  { of: 'server/core/', own: ['server/core/'], packages: pure },
  {
    of: 'server/inference/model.ts',
    own: ['server/inference/', 'server/core/'],
    packages: ['onnxruntime-node'],
  },
  {
    of: 'server/inference/',
    own: ['server/inference/', 'server/core/'],
    packages: [
      ...pure,
      '@huggingface/tokenizers',
      'node:child_process',
      'node:events',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:timers/promises',
      'node:url',
    ],
  },
  {
    of: 'server/store/',
    own: ['server/store/', 'server/core/', 'server/time-slice.ts'],
    packages: [...pure, 'node:fs', 'node:fs/promises', 'node:path'],
  },
  {
    of: 'server/scan/',
    own: [
      'server/scan/',
      'server/core/',
      'server/file-uri.ts',
      'server/settings.ts',
      'server/time-slice.ts',
    ],
    packages: ['node:path', 'node:perf_hooks'],
  },
  {
    of: 'server/projection/',
    own: ['server/projection/', 'server/core/'],
    packages: ['node:url', 'node:worker_threads', 'umap-js'],
  },
  {
    of: 'server/features/',
    own: [
      'server/features/',
      'server/scan/',
      'server/store/',
      'server/projection/',
      'server/core/',
      'server/file-uri.ts',
      'server/log.ts',
      'server/map-protocol.ts',
      'server/map-work-protocol.ts',
      'server/own-feature-protocol.ts',
      'server/protocol.ts',
      'server/settings.ts',
      'server/time-slice.ts',
    ],
    packages: [
      'node:fs/promises',
      'node:path',
      'node:perf_hooks',
      'node:url',
      're2js',
      'valibot',
      'vscode-languageserver',
    ],
  },
  {
    of: 'server/cli/',
    own: [
      'server/cli/',
      'server/core/',
      'server/inference/load-decoder.ts',
      'server/inference/load-directions.ts',
      'server/inference/load-latents.ts',
      'server/inference/load-manifest.ts',
      'server/inference/load-ordinary.ts',
      'server/inference/load-reference.ts',
      'server/inference/scorer-pool.ts',
      'server/store/',
      'server/settings.ts',
      'server/map-protocol.ts',
      'server/map-work-protocol.ts',
      'server/own-feature-protocol.ts',
      'server/protocol.ts',
      'package.json',
    ],
    packages: [
      'node:buffer',
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:perf_hooks',
      'node:process',
      'node:stream',
      'node:url',
      'node:util',
      'vscode-languageserver/node',
    ],
  },
  { of: 'server/file-uri.ts', own: [], packages: ['node:url'] },
  { of: 'server/log.ts', own: [], packages: [] },
  { of: 'server/protocol.ts', own: [], packages: [] },
  { of: 'server/map-protocol.ts', own: [], packages: [] },
  { of: 'server/map-work-protocol.ts', own: ['server/map-protocol.ts'], packages: [] },
  {
    of: 'server/own-feature-protocol.ts',
    own: ['server/map-protocol.ts', 'server/map-work-protocol.ts'],
    packages: [],
  },
  { of: 'server/time-slice.ts', own: [], packages: ['node:perf_hooks', 'node:timers/promises'] },
  { of: 'server/settings.ts', own: ['server/core/'], packages: [] },
  {
    of: 'server/engine-host.ts',
    own: [
      'server/features/',
      'server/inference/',
      'server/scan/',
      'server/store/',
      'server/core/',
      'server/*.ts',
    ],
    packages: ['node:events', 'node:url'],
  },
  {
    of: 'server/',
    own: [
      'server/features/',
      'server/projection/',
      'server/scan/',
      'server/store/',
      'server/core/',
      'server/*.ts',
      'package.json',
    ],
    packages: [
      'node:path',
      'node:url',
      'valibot',
      'vscode-languageserver',
      'vscode-languageserver/node',
    ],
  },
  {
    of: 'extension/',
    own: [
      'extension/',
      'server/protocol.ts',
      'server/map-protocol.ts',
      'server/map-work-protocol.ts',
      'server/own-feature-protocol.ts',
    ],
    packages: [
      'node:crypto',
      'node:path',
      'node:url',
      'valibot',
      'vscode',
      'vscode-languageclient/node',
    ],
  },
  {
    of: 'media/panel/model/',
    own: [
      'media/panel/model/',
      'media/panel/plot/scene.ts',
      'server/map-protocol.ts',
      'server/map-work-protocol.ts',
      'server/own-feature-protocol.ts',
    ],
    packages: [],
  },
  {
    of: 'media/',
    own: [
      'media/',
      'extension/panel-protocol.ts',
      'server/map-protocol.ts',
      'server/map-work-protocol.ts',
      'server/own-feature-protocol.ts',
    ],
    packages: ['d3-force', 'preact', 'preact/hooks', 'twgl.js'],
  },
];

/** An ESLint plugin: every import stays within what the file's layer may know. */
export const layerPlugin = {
  rules: {
    imports: {
      meta: { type: 'problem', schema: [] },
      create(context) {
        const file = toName(context.filename);
        const layer = layers.find(({ of }) => covers(of, file));
        if (layer === undefined) return {};
        const check = (node) => {
          const wanted = node?.value;
          if (typeof wanted !== 'string' || isAllowed(layer, file, wanted)) return;
          context.report({
            node,
            message: `${layer.of} may not import '${wanted}': see scripts/lib/layers.mjs.`,
          });
        };
        return {
          ImportDeclaration: ({ source }) => check(source),
          ExportNamedDeclaration: ({ source }) => check(source),
          ExportAllDeclaration: ({ source }) => check(source),
          ImportExpression: ({ source }) => check(source),
          TSImportType: ({ source }) => check(source),
          TSExternalModuleReference: ({ expression }) => check(expression),
        };
      },
    },
  },
};

function isAllowed({ own, packages }, file, wanted) {
  if (!wanted.startsWith('.')) return packages.includes(wanted);
  const target = path.posix.join(path.posix.dirname(file), wanted);
  return own.some((pattern) => covers(pattern, target));
}

/** Whether a file is the one that is named, or in the folder, or directly in the folder of a `*.ts`. */
function covers(pattern, file) {
  if (pattern.endsWith('/')) return file.startsWith(pattern);
  if (!pattern.endsWith('/*.ts')) return file === pattern;
  return path.posix.dirname(file) === path.posix.dirname(pattern);
}

function toName(filename) {
  return path.relative(root, filename).split(path.sep).join('/');
}
