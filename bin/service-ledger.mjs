#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/src/cli.js', import.meta.url);

if (existsSync(program)) await import(program.href);
else {
  process.stderr.write(
    'dist/ is missing: the product has not been built. Run `npm ci && npm run build` in this folder, or install the ' +
      'package that `npm pack` makes of a built one.\n',
  );
  process.exitCode = 1;
}
