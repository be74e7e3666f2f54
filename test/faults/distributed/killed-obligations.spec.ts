import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { distributedEngines } from '../../../src/platform/distributed/distributed-engines.js';
import { projected } from '../../../src/projections.js';
import { ApiClient } from '../../support/api-client.js';
import { startApp } from '../../support/app.js';
import { compiled } from '../../support/compiled.js';
import { CountingMailServer } from '../../support/counting-mail-server.js';
import { ServedSet } from '../../support/distributed/served-set.js';
import { until } from '../../support/distributed/workload.js';
import {
  clockOfStart,
  expectEachEndedOnce,
  mailsEach,
  messagesRecorded,
  type ObligationEvent,
  obligationTypes,
  recordContracts,
  recordedAt,
  sentContracts,
} from '../../support/due-reminders.js';
import { note } from '../../support/note.js';
import { faultSeed as seed, randomFrom, rounds } from '../../support/random.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { Serving } from '../../support/serve.js';

/** In `npm test` one, however many rounds are asked for. */
const cycles = process.env['LEDGER_TEST_FAULTS'] === undefined ? 1 : Math.min(rounds(1), 100);
const contractsOfCycle = 25;
/** With those that are left when all is started for the last time. */
const contracts = (cycles + 1) * contractsOfCycle;
/** Groups that fire at once in one process (O7): each has one mail on its way. */
const inFlight = 4;
/** Locks of jobs outlive a dead worker by this; those of the product where a person waits for all faults. */
const lockMs = process.env['LEDGER_TEST_FAULTS'] === undefined ? 3_000 : 15_000;

/**
 * Two workers. In each cycle Redis is emptied while both send; one is killed; then the Redis server, and the other
 * worker; the server comes back with nothing. At the end Redis is emptied once more, while some mails wait for their
 * answers: what is claimed is found again, and is not sent by another.
 */
(hasOwnRedis ? describe : describe.skip)(
  `workers are killed and Redis is emptied while obligations fire (seed ${seed}) [needs redis-server]`,
  () => {
    const random = randomFrom(seed);
    let set: ServedSet;
    let mails: CountingMailServer;
    afterEach(async () => {
      await set.close();
      await mails.close();
    });

    const recorded = (): readonly ObligationEvent[] =>
      set.events.log.records
        .filter(
          ({ stream, type }) => stream.startsWith('ledger.') && (obligationTypes as readonly string[]).includes(type),
        )
        .map(({ stream, type, data }) => ({ stream, type, data: JSON.parse(Buffer.from(data).toString('utf8')) }));
    const started = (nth: number): Promise<readonly Serving[]> => {
      const { options, env } = clockOfStart(nth);
      const locks = {
        LOCK_MS: String(lockMs),
        BULLMQ_JOBS: pathToFileURL(join(compiled(), 'src/platform/jobs/bullmq-jobs.js')).href,
      };
      const preload = [...options, '--import', resolve('test/support/distributed/short-locks.mjs')];
      const each = { ...mails.env, ...env, ...locks };
      return Promise.all((['projector', 'worker', 'worker'] as const).map((role) => set.serve(role, each, preload)));
    };
    /** So many mails, with some more by chance. */
    const goal = (cycle: number): number => Math.floor((cycle + random() * 0.15) * contractsOfCycle * mailsEach);
    const flushAll = async (): Promise<void> => expect(await set.redis.command('FLUSHALL')).toBe('+OK');
    const accepts = (count: number): Promise<unknown> =>
      until(
        () => mails.accepted.length,
        (accepted) => accepted >= count,
      );

    it(
      'O7, O9: nothing is lost, and what is sent again was on its way when its worker died',
      async () => {
        [set, mails] = [await ServedSet.start(), await CountingMailServer.start(() => 5 + random() * 20)];
        await prepare();
        /** What the server had accepted between two deaths, and the ledger had no acceptance of at the second. */
        const unrecorded: string[] = [];
        let before = 0;
        const kill = async (worker: Serving): Promise<void> => {
          await worker.stop('SIGKILL');
          const known = messagesRecorded(recorded());
          const since = mails.accepted.slice(before);
          before = mails.accepted.length;
          unrecorded.push(...since.filter((id) => !known.has(id)));
        };
        for (let cycle = 0; cycle < cycles; cycle += 1) {
          const [projector, one, other] = (await started(cycle)) as [Serving, Serving, Serving];
          await accepts(goal(cycle + 0.1));
          await flushAll();
          await accepts(goal(cycle + 0.4));
          await kill(one);
          await accepts(goal(cycle + 0.7));
          await set.redis.kill();
          await sleep(random() * 200);
          await kill(other);
          mails.drop();
          await projector.stop('SIGKILL');
          await set.redis.startEmpty();
        }
        const [projector, one, other] = (await started(cycles)) as [Serving, Serving, Serving];
        await accepts(goal(cycles + 0.2));
        mails.hold(inFlight - 1);
        await flushAll();
        // What was on its way is found again too, after all that is not claimed; its process has it still.
        await until(
          () => mails.counts().size,
          (accepted) => accepted >= contracts * mailsEach - 2 * inFlight * mailsEach,
        );
        await sleep(1_500);
        mails.release();
        await sleep(500);
        for (const worker of [one, other]) await kill(worker);
        mails.drop();
        await projector.stop('SIGKILL');
        await flushAll();
        await started(cycles + 1);
        await until(
          () => sentContracts(recorded()).length,
          (count) => count >= contracts,
        );

        expectEachEndedOnce(recorded(), mails.counts(), contracts);
        const allowed = new Map<string, number>();
        for (const id of unrecorded) allowed.set(id, (allowed.get(id) ?? 1) + 1);
        const repeats = [...mails.counts()].filter(([, count]) => count > 1);
        expect(repeats.filter(([id, count]) => count > (allowed.get(id) ?? 1))).toEqual([]);
        expect(mails.accepted.length - contracts * mailsEach).toBeLessThanOrEqual(2 * (cycles + 1) * inFlight);
        note(`${2 * (cycles + 1)} deaths, ${repeats.length} of ${contracts * mailsEach} mails were sent again`);
        await until(
          () => set.verify(),
          ({ clean, views, notBuilt }) => clean && views.length === 0 && notBuilt.length === 0,
        );
      },
      180_000 + cycles * 120_000,
    );

    const prepare = async (): Promise<void> => {
      const { EVENTS_URL: eventsUrl, VIEWS_URL: viewsUrl, JOBS_URL: jobsUrl, FILES_URL: filesUrl } = set.urls;
      const urls = { eventsUrl, viewsUrl, jobsUrl, filesUrl };
      const app = await startApp({
        now: recordedAt,
        engines: (config, ...others) => distributedEngines(projected, -1)({ ...config, ...urls }, ...others),
      });
      await recordContracts(new ApiClient(app, 'seeyon'), contracts);
      await app.close();
    };
  },
);
