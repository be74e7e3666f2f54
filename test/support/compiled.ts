import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { transformSync } from '@swc/core';

/** Programs that put load on processes of the product, which a test runs for a short time. */
const loads = ['bench/soak', 'bench/distributed'];
const sources = ['domain', 'projections', 'migrations', 'src', 'test/faults/children', 'test/support', ...loads];
const scratch = '.tmp';

/**
 * The product as JavaScript, for tests that must run it in a process of its own: the folder that holds `src/`,
 * `domain/` ... and the scripts of `test/faults/children/`, with data files beside them. Made once for each state of
 * the sources, inside the project so
 * that its packages are found. Types are not checked here.
 */
export function compiled(): string {
  const files = sources
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  const target = join(process.cwd(), scratch, `compiled-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;

  mkdirSync(scratch, { recursive: true });
  forgetOld();
  const aside = mkdtempSync(join(scratch, 'compiling-'));
  for (const file of files) compile(file, join(aside, file));
  try {
    renameSync(aside, target);
  } catch (error) {
    // Another test process was faster with the same sources.
    rmSync(aside, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** What no running test can still be using. */
function forgetOld(): void {
  for (const name of readdirSync(scratch).filter((each) => each.startsWith('compil'))) {
    const path = join(scratch, name);
    if (statSync(path).mtimeMs < Date.now() - 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

function compile(file: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (extname(file) !== '.ts') {
    copyFileSync(file, to);
    return;
  }
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  });
  writeFileSync(to.replace(/\.ts$/, '.js'), code);
}
