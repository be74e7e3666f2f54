import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication } from '../src/app.js';
import { importLocalFile } from '../src/cli/import-local-file.js';
import { readConfig } from '../src/platform/config/settings.js';
import { openLog } from '../src/platform/logging/logger.js';

/**
 * An import in a process of its own: reads `{file}` from standard input, prints records/s, processor time per record
 * in ms, the largest memory in MiB and the longest stall of the event loop in ms.
 */
const { file } = JSON.parse(readFileSync(0, 'utf8')) as { file: string };
const home = mkdtempSync(join(tmpdir(), 'service-ledger-bench-import-'));
const { app, ready } = await openApplication(readConfig({ LEDGER_HOME: home }), { logger: openLog('silent') });
await ready;
let stall = 0;
let last = performance.now();
const beat = setInterval(() => {
  const now = performance.now();
  stall = Math.max(stall, now - last - 5);
  last = now;
}, 5);
const cpu = process.cpuUsage();
const began = performance.now();
const actor = { id: 'bench', role: 'admin' } as const;
const summary = await importLocalFile(app, { file, vendor: 'seeyon', actor, language: 'en', dryRun: false });
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
clearInterval(beat);
await app.close();
rmSync(home, { recursive: true });
process.stdout.write(
  JSON.stringify({
    ...summary,
    seconds,
    perSecond: summary.created / seconds,
    cpuMs: (user + system) / 1000 / summary.created,
    maxRss: process.resourceUsage().maxRSS / 1024,
    stall,
  }),
);
