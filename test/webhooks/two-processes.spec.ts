import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { personal } from '../../domain/kernel/personal.js';
import { clockOf } from '../../src/platform/clock.js';
import type { Sealer } from '../../src/platform/keys/sealer.js';
import { openLog } from '../../src/platform/logging/logger.js';
import { ConcernedCustomers } from '../../src/changes/changes.port.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import type { Attempt, Send } from '../../src/webhooks/send.js';
import type { Subscribed } from '../../src/webhooks/subscriptions.js';
import { sampleEvent } from '../support/sample-events.js';
import { StrictEvents } from '../support/strict/strict-events.js';
import { type StrictJobs, StrictJobServer } from '../support/strict/strict-jobs.js';
import { StrictLedger } from '../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../support/strict/strict-ordinals.js';

/** What a subscriber received. */
interface Received {
  readonly by: string;
  readonly url: string;
  readonly webhookId: string;
  readonly vendor: string;
  readonly stream: string;
  readonly position: number;
}
interface Process {
  readonly deliverer: Deliverer;
  readonly jobs: StrictJobs;
  readonly events: StrictEvents;
  readonly ordinals: StrictOrdinals;
}
interface InLedger {
  readonly id: string;
  readonly stream: string;
  readonly position: number;
}

const taken: Attempt = { status: 200, fault: null };
const leaseMs = 30_000;

describe('webhooks of several processes over one ledger and one store of jobs', () => {
  let server: StrictJobServer;
  let ledger: StrictLedger;
  /** What the test has recorded; nobody else records. */
  let all: InLedger[];
  let readings: number;
  let webhooks: Subscribed[];
  let received: Received[];
  let skipped: number;
  let processes: Process[];
  /** What a subscriber answers to a process; it may never do so. */
  let answer: (one: Received) => Promise<Attempt>;

  const webhook = (webhookId: string, vendor = 'seeyon', more: Partial<Subscribed> = {}): Subscribed => ({
    webhookId,
    vendor,
    url: `https://${webhookId}.example.com/`,
    types: ['SampleNoted'],
    includePersonal: false,
    from: 0,
    paused: null,
    secret: personal(`${webhookId}.secret`, 'whsec_'),
    former: null,
    ...more,
  });
  const clock = clockOf(() => Date.now() + skipped);
  const start = async (by: string): Promise<Process> => {
    const jobs = server.open(clock.ms);
    const events = new StrictEvents(ledger);
    const ordinals = new StrictOrdinals(events, ledger);
    const readAll = ordinals.readAll.bind(ordinals);
    ordinals.readAll = (after, limit) => {
      // A delivery reads its one event.
      if (limit > 1) readings += 1;
      return readAll(after, limit);
    };
    const send: Send = (url, headers, body) => {
      const { subject, sequence, source } = JSON.parse(body) as { subject: string; sequence: string; source: string };
      const one: Received = {
        by,
        url,
        webhookId: headers['webhook-id']!,
        vendor: source.split('/')[2]!,
        stream: subject,
        position: Number(sequence),
      };
      received.push(one);
      return answer(one);
    };
    const deliverer = new Deliverer({
      ordinals,
      concerned: new ConcernedCustomers(ordinals),
      sealer: null as unknown as Sealer,
      jobs,
      subscriptions: {
        all: async () => [...webhooks],
        of: async (vendor) => webhooks.filter((each) => each.vendor === vendor),
        pause: async () => undefined,
      },
      send,
      clock,
      logger: openLog('silent'),
    });
    while ((await ordinals.head()).position < all.length) await sleep(1);
    await deliverer.start();
    const started = { deliverer, jobs, events, ordinals };
    processes.push(started);
    return started;
  };
  const kill = ({ jobs }: Process): void => {
    jobs.kill();
    skipped += leaseMs + 1;
  };
  const record = (stream: string, count = 1): void => {
    const vendor = stream.split('.')[0]!;
    for (let n = 0; n < count; n += 1) {
      const event = sampleEvent({ n }, vendor);
      ledger.append(stream, owed(stream).length - 1, [event]);
      all.push({ id: event.id, stream, position: all.length + 1 });
    }
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 4_000) throw new Error('the condition was not met in 20 s');
      await sleep(5);
    }
  };
  const of = (webhookId: string, stream: string): readonly number[] =>
    received.flatMap((one) => (one.stream === stream && one.webhookId.endsWith(`.${webhookId}`) ? [one.position] : []));
  const owed = (stream: string): readonly number[] =>
    all.flatMap((event) => (event.stream === stream ? [event.position] : []));
  const streams = (): readonly string[] => [...new Set(all.map(({ stream }) => stream))];
  const everythingReceived = (): boolean =>
    webhooks.every(({ webhookId, vendor }) =>
      streams().every(
        (stream) =>
          !stream.startsWith(`${vendor}.`) || owed(stream).every((each) => of(webhookId, stream).includes(each)),
      ),
    );

  beforeEach(() => {
    [server, ledger, webhooks, received, processes] = [new StrictJobServer(), new StrictLedger(), [], [], []];
    all = [];
    [skipped, readings] = [0, 0];
    answer = async () => {
      await sleep(2);
      return taken;
    };
  });
  afterEach(async () => {
    for (const { deliverer, jobs, ordinals, events } of processes) {
      await deliverer.close();
      jobs.kill();
      await ordinals.close();
      await events.close();
    }
  });

  it('deliver each event once between them, in the order of its stream', async () => {
    webhooks = [webhook('whk_a'), webhook('whk_b')];
    await start('first');
    const names = ['seeyon.x-1', 'seeyon.x-2', 'seeyon.x-3'];
    for (let round = 0; round < 10; round += 1) {
      for (const name of names) record(name, 2);
      if (round === 3) await start('second');
      await sleep(10);
    }
    await until(everythingReceived);
    await sleep(100);
    for (const { webhookId } of webhooks)
      for (const name of names) expect([webhookId, name, of(webhookId, name)]).toEqual([webhookId, name, owed(name)]);
    expect(new Set(received.map(({ by }) => by))).toEqual(new Set(['first', 'second']));
  });

  it('go on where one was killed, repeat only what it had under way, each under its id', async () => {
    webhooks = [webhook('whk_a')];
    const first = await start('first');
    const names = ['seeyon.x-1', 'seeyon.x-2', 'seeyon.x-3', 'seeyon.x-4'];
    let dead = false;
    answer = async ({ by }) => {
      if (by === 'first' && dead) return new Promise(() => undefined);
      await sleep(2);
      return taken;
    };
    for (const name of names) record(name, 6);
    await until(() => received.length >= 8);
    dead = true;
    await sleep(20);
    const underWay = received.length;
    kill(first);
    await start('second');
    await until(everythingReceived);
    await sleep(100);
    const ids = new Map(all.map(({ id, position }) => [position, `${id}.whk_a`]));
    expect(received.map(({ webhookId }) => webhookId)).toEqual(received.map(({ position }) => ids.get(position)));
    for (const name of names) {
      const positions = of('whk_a', name);
      // A repeat follows straight after the delivery that nobody noted.
      expect([name, positions.filter((each, index) => each !== positions[index - 1])]).toEqual([name, owed(name)]);
    }
    expect(received.length).toBeLessThanOrEqual(all.length + names.length);
    expect(received.slice(underWay).every(({ by }) => by === 'second')).toBe(true);
  });

  it('end nothing that runs elsewhere when they start', async () => {
    webhooks = [webhook('whk_a')];
    await start('first');
    let acknowledge: () => void = () => undefined;
    const acknowledged = new Promise<void>((resolve) => (acknowledge = resolve));
    answer = async () => {
      await acknowledged;
      return taken;
    };
    record('seeyon.x-1', 3);
    await until(() => received.length === 1);
    await start('second');
    await start('third');
    await sleep(150);
    expect(received.length).toBe(1);
    acknowledge();
    await until(everythingReceived);
    await sleep(100);
    expect(of('whk_a', 'seeyon.x-1')).toEqual(owed('seeyon.x-1'));
  });

  it('read the ledger once for all subscriptions of a vendor, each from its own start', async () => {
    for (let stream = 0; stream < 12; stream += 1) record(`seeyon.x-${stream}`, 100);
    webhooks = Array.from({ length: 20 }, (_, n) =>
      webhook(`whk_${n}`, 'seeyon', { types: n < 19 ? ['Other'] : ['SampleNoted'], from: n < 19 ? 0 : 1_190 }),
    );
    await start('first');
    await until(() => received.length === 10);
    await sleep(100);
    // 1,200 events in steps of 100, and what finds nothing more; a reading for each subscription would be 200 at least.
    expect([readings >= 13, readings <= 20]).toEqual([true, true]);
    expect(received.map(({ position }) => position).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, n) => 1_191 + n),
    );
  });

  it('deliver for a vendor while the subscribers of another do not answer', async () => {
    webhooks = [...Array.from({ length: 10 }, (_, n) => webhook(`whk_${n}`)), webhook('whk_h', 'huaruan')];
    let answerAll: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answerAll = resolve));
    answer = async ({ vendor }) => {
      if (vendor === 'seeyon') await answered;
      return taken;
    };
    for (let stream = 0; stream < 10; stream += 1) record(`seeyon.x-${stream}`);
    await start('first');
    await until(() => received.length >= 32);
    await sleep(200);
    for (let stream = 0; stream < 5; stream += 1) record(`huaruan.x-${stream}`);
    await until(() => received.filter(({ vendor }) => vendor === 'huaruan').length === 5);
    // No subscription has more than its share of what a vendor may have under way.
    const shares = webhooks.map(({ url }) => received.filter((one) => one.url === url).length);
    expect([Math.max(...shares) <= 8, received.length]).toEqual([true, 32 + 5]);
    answerAll();
    await until(everythingReceived);
    await sleep(50);
    expect(received.length).toBe(105);
  });

  it('deliver all again, in order and under the same ids, when every job is lost', async () => {
    webhooks = [webhook('whk_a', 'seeyon', { from: 2 })];
    const first = await start('first');
    record('seeyon.x-1', 6);
    await until(() => received.length === 4);
    await sleep(50);
    const before = received.map(({ webhookId }) => webhookId);
    server.jobs.clear();
    // As the reconcile does, which is due every half minute.
    await first.deliverer.refresh();
    await until(() => received.length === 8);
    await sleep(50);
    expect(received.map(({ webhookId }) => webhookId)).toEqual([...before, ...before]);
  });
});
