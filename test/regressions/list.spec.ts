import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..', '..');
const rows = readFileSync(join(folder, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| fault |'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, fault, tests]) => ({ fault: fault!, tests: [...tests!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!) }));

describe('every reported fault has its test', () => {
  it.each(rows)('$fault', ({ tests }) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter((test) => !existsSync(join(folder, test)) && !existsSync(join(root, test)))).toEqual([]);
  });
});
