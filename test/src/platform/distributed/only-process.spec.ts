import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../../src/platform/clock.js';
import { readConfig } from '../../../../src/platform/config/settings.js';
import { distributedEngines } from '../../../../src/platform/distributed/distributed-engines.js';
import { OnlyProcess } from '../../../../src/platform/distributed/only-process.js';
import { openLog } from '../../../../src/platform/logging/logger.js';
import { dutiesOf } from '../../../../src/platform/roles.js';
import { projected } from '../../../../src/projections.js';
import { startServer } from '../../../support/eventstoredb/fixture.js';
import { freshFolder } from '../../../support/folder.js';
import { startMongo } from '../../../support/mongodb/fixture.js';
import { testViews } from '../../../support/mongodb/views-fixture.js';

const logger = { error: () => undefined };
const wayOut = 'stop the other process, or set JOBS_URL=redis://… and FILES_URL=gridfs: for both';

describe('a process whose jobs or files are in a folder', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('is the only one: a second is refused while it runs, however long, and begins when it has ended', async () => {
    const views = await testViews();
    closing.push(() => views.close());
    const [one, other] = [await views.open(), await views.open()];
    const first = await OnlyProcess.begin(one, logger, { leaseMs: 500, waitMs: 0 });
    await expect(OnlyProcess.begin(other, logger, { leaseMs: 500, waitMs: 2_000 })).rejects.toThrow(wayOut);
    await first.close();
    await (await OnlyProcess.begin(other, logger, { leaseMs: 500, waitMs: 0 })).close();
  });

  it('is followed by another when it was killed, after its lease', async () => {
    const views = await testViews();
    closing.push(() => views.close());
    const [one, other] = [await views.open(), await views.open()];
    await one.lease('the-only-process', 'a process that was killed', 500);
    await (await OnlyProcess.begin(other, logger, { leaseMs: 500, waitMs: 10_000 })).close();
  });

  it('is refused beside another of its set, with nothing left open', async () => {
    const [events, mongo] = [await startServer(), await startMongo()];
    closing.push(
      () => events.stop(),
      () => mongo.stop(),
    );
    const start = () =>
      distributedEngines(projected)(
        readConfig({
          LEDGER_HOME: freshFolder(),
          EVENTS_URL: `esdb://127.0.0.1:${events.port}?tls=false`,
          VIEWS_URL: mongo.url,
          FILES_URL: 'gridfs:',
        }),
        systemClock,
        openLog('silent'),
        dutiesOf('all'),
      );
    const first = await start();
    closing.push(() => first.close());
    await expect(start()).rejects.toThrow(wayOut);
  });
});
