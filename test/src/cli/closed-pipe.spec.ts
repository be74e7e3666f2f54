import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { compiled } from '../../support/compiled.js';

it('ends quietly where its reader has seen enough', async () => {
  const child = spawn(process.execPath, [join(compiled(), 'src/cli.js'), 'serve', '--help'], {
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' },
  });
  // As `| head` that has ended.
  child.stdout.destroy();
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = await once(child, 'close');
  expect([code, errors]).toEqual([0, '']);
});
