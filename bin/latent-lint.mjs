#!/usr/bin/env node
// Starts the built command; a checkout has none before its first build.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
if (existsSync(command)) {
  createRequire(import.meta.url)(command);
} else {
  console.error(
    'latent-lint: this checkout is not built yet; run npm start, or npm install and npm run build.',
  );
  process.exitCode = 2;
}
