import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExport } from './export-file.js';
import { machine, writeSection } from './page.js';
import { round } from './report.js';

/**
 * `node dist/bench/imports.js [--records N]`: the rate of an import and its memory, at a tenth of the records and at
 * all of them.
 */
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
    const running = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, 'import.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    running.stdin.end(JSON.stringify({ file }));
    let out = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    running.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out) as Measured) : reject(new Error(`the import ended with ${code}`)),
    );
  });

const folder = mkdtempSync(join(tmpdir(), 'service-ledger-bench-export-'));
const found: (Measured & { readonly size: number })[] = [];
try {
  for (const size of [records / 10, records]) {
    const file = join(folder, `${size}.csv`);
    await writeExport(file, size);
    const measured = { size, ...(await measure(file)) };
    found.push(measured);
    const { created, errors, perSecond, cpuMs, seconds, maxRss, stall } = measured;
    process.stdout.write(
      `${size.toLocaleString('en')} records of CSV: ${created} created, ${errors} errors, ` +
        `${Math.round(perSecond)}/s, ${round(seconds)} s, ${round(cpuMs)} ms of processor time each, at most ` +
        `${Math.round(maxRss)} MiB, longest stall ${Math.round(stall)} ms\n`,
    );
    if (created !== size) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
const rows = found.map(({ size, perSecond, cpuMs, maxRss, stall }) => {
  const figures = [size.toLocaleString('en'), Math.round(perSecond), `${round(cpuMs)} ms`, `${Math.round(maxRss)} MiB`];
  return `| ${figures.join(' | ')} | ${Math.round(stall)} ms |`;
});
const [tenth, all] = found as [(typeof found)[0], (typeof found)[0]];
writeSection(
  'imports',
  `## Imports of CSV

Repeat with \`npm run bench:imports -- --records ${records}\`. ${machine()}.

| records | records/s | processor time of a record | most memory | longest stall |
|---|---|---|---|---|
${rows.join('\n')}

Ten times the records take ${round(all.maxRss / tenth.maxRss)} times the memory and run at ${round(all.perSecond / tenth.perSecond)} times the rate. A record is a customer with a contact and a manager, a contract and up to two renewals: several commands, each decided, sealed, recorded durably and projected.
`,
);
