import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { must } from './command.mjs';
import { root } from './prepare.mjs';

/** The platforms that onnxruntime-node has files for. */
const targets = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'];

/** Native files that only a GPU needs, or that are there twice under another name. */
const unneeded = /DirectML\.dll|dxcompiler\.dll|dxil\.dll|libonnxruntime\.\d+\.\d+\.\d+\.dylib/;

const pack = 'packs/smollm2-135m';
const copied = [
  ...['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', '.vscodeignore', 'bin', 'media'],
  ...['dist/extension.cjs', 'dist/server.cjs', 'dist/scorer.cjs', 'dist/cli.cjs'],
  ...['dist/projector.cjs', 'dist/panel.js', 'dist/panel.css'],
  ...['docs/features', 'docs/images', 'examples/advice.jsonl', pack],
];

/** Files without which the extension does not work: a missing one fails the packaging. */
const needed = [
  'extension/package.json',
  'extension/dist/extension.cjs',
  'extension/dist/server.cjs',
  'extension/dist/scorer.cjs',
  'extension/dist/cli.cjs',
  'extension/dist/projector.cjs',
  'extension/dist/panel.js',
  'extension/dist/panel.css',
  'extension/dist/node_modules/onnxruntime-common/package.json',
  'extension/dist/node_modules/onnxruntime-node/dist/index.js',
  'extension/examples/advice.jsonl',
  'extension/media/latent-lint.svg',
  'extension/media/icon.png',
  'extension/docs/features/README.md',
  `extension/${pack}/trunk.onnx`,
  `extension/${pack}/tokenizer.json`,
  `extension/${pack}/features.safetensors`,
  `extension/${pack}/sae.onnx`,
  `extension/${pack}/sae.safetensors`,
  `extension/${pack}/latents.json`,
  `extension/${pack}/keywords.json`,
  `extension/${pack}/ordinary.safetensors`,
  `extension/${pack}/pack.json`,
];

/** This machine as VS Code names it. Throws when there is no onnxruntime for it. */
export function thisTarget() {
  const target = `${process.platform}-${process.arch}`;
  if (!targets.includes(target)) {
    throw new Error(`There is no package for ${target}, only for ${targets.join(', ')}.`);
  }
  return target;
}

/** Copies what the package may hold into a folder of its own, where nothing else can slip in. */
export async function stage(target) {
  const folder = join(root, '.cache', 'package', target);
  await rm(folder, { recursive: true, force: true });
  for (const path of copied) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  await writeManifest(folder);
  await copyRuntime(target, join(folder, 'dist', 'node_modules'));
  await checkPack(join(folder, pack));
  return folder;
}

/** The manifest without what only a checkout needs. */
async function writeManifest(folder) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const key of ['scripts', 'dependencies', 'devDependencies', 'private']) {
    delete manifest[key];
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** onnxruntime-node with the native files of one platform. It lies beside the bundles that load it. */
async function copyRuntime(target, modules) {
  const from = join(root, 'node_modules');
  const native = join('bin', 'napi-v6', ...target.split('-'));
  const parts = [
    ['onnxruntime-node', 'package.json'],
    ['onnxruntime-node', 'dist'],
    ['onnxruntime-node', native],
    ['onnxruntime-common', 'package.json'],
    ['onnxruntime-common', join('dist', 'cjs')],
  ];
  for (const [name, path] of parts) {
    const wanted = (source) => !/\.(map|d\.ts)$/.test(source) && !unneeded.test(source);
    await cp(join(from, name, path), join(modules, name, path), {
      recursive: true,
      filter: wanted,
    });
  }
  const files = await readdir(join(modules, 'onnxruntime-node', native));
  if (!files.includes('onnxruntime_binding.node') || files.length < 2) {
    throw new Error(`onnxruntime-node has no native files for ${target}.`);
  }
}

/** The pack says which files it has, with their sizes and hashes: a damaged one is not worth packaging. */
async function checkPack(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8'));
  const all = {
    ...manifest.files,
    ...manifest.sae?.files,
    'ordinary.safetensors': manifest.ordinary.file,
    'keywords.json': manifest.keywords.file,
  };
  for (const [name, { sha256, size }] of Object.entries(all)) {
    const bytes = await readFile(join(folder, name));
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length !== size || hash !== sha256) {
      throw new Error(`${pack}/${name} is not the file that pack.json describes.`);
    }
  }
}

/** Packs the staged folder; answers the path of the VSIX, its size in bytes and the names in it. */
export async function makePackage(folder, target, output) {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
  ];
  await must(
    'vsce could not make the package.',
    process.execPath,
    [vsce, 'package', '--target', target, '--out', output, ...options],
    { cwd: folder },
  );
  return { size: (await stat(output)).size, names: await namesIn(output) };
}

/** Throws when a file is missing without which the extension does not work. */
export function checkNames(names) {
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(`The package lacks ${missing.join(', ')}.`);
  }
}

/** The names in a ZIP file, from its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16). */
async function namesIn(path) {
  const zip = await readFile(path);
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const count = zip.readUInt16LE(end + 10);
  const names = [];
  for (let at = zip.readUInt32LE(end + 16); names.length < count;) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString('utf8', at + 46, at + 46 + lengths[0]));
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return names.sort();
}
