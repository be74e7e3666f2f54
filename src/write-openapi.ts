import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication } from './app.js';
import { readConfig } from './platform/config/settings.js';
import { openLog } from './platform/logging/logger.js';

/** `npm run docs:openapi`: the description of the API as the server gives it, over an empty ledger. */
const home = mkdtempSync(join(tmpdir(), 'service-ledger-openapi-'));
const { app } = await openApplication(readConfig({ LEDGER_HOME: home }), { logger: openLog('silent') });
const { body } = await app.inject('/openapi.json');
writeFileSync('docs/openapi.json', `${JSON.stringify(JSON.parse(body), undefined, 2)}\n`);
await app.close();
rmSync(home, { recursive: true, force: true });
