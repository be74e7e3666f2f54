import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExport } from './export-file.js';
import { round } from './report.js';

/** `node dist/bench/imports.js [--records N]`: the rate of an import and its memory, at a tenth of the records and at all of them. */
const records = Number(/--records[= ](\d+)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 1_000_000);

interface Measured {
  readonly created: number;
  readonly errors: number;
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly seconds: number;
  readonly maxRss: number;
  readonly stall: number;
}
const measure = (file: string): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, 'import.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.stdin.end(JSON.stringify({ file }));
    let out = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    running.on('close', (code) => (code === 0 ? resolve(JSON.parse(out) as Measured) : reject(new Error(`the import ended with ${code}`))));
  });

const folder = mkdtempSync(join(tmpdir(), 'service-ledger-bench-export-'));
try {
  for (const size of [records / 10, records]) {
    const file = join(folder, `${size}.csv`);
    await writeExport(file, size);
    const { created, errors, perSecond, cpuMs, seconds, maxRss, stall } = await measure(file);
    process.stdout.write(`${size.toLocaleString('en')} records of CSV: ${created} created, ${errors} errors, ${Math.round(perSecond)}/s, ${round(seconds)} s, ${round(cpuMs)} ms of processor time each, at most ${Math.round(maxRss)} MiB, longest stall ${Math.round(stall)} ms\n`);
    if (created !== size) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
