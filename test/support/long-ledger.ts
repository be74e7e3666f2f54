import { hash } from 'node:crypto';
import type { NewEvent } from '../../domain/kernel/envelope.js';
import type { EventStore } from '../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { eventId, keyHash } from '../../src/platform/ledger/identity.js';
import { randomFrom } from './random.js';
import { smallLedger } from './small-ledger.js';

/** Appends that wait for each other. */
const atOnce = 500;

/** A ledger of so many events, each as the product records it, in streams of many lengths; answers its folder. */
export async function longLedger(events: number, seed = 1): Promise<string> {
  const home = await smallLedger();
  const store = SqliteEventStore.open(home, Date.now);
  const recorded = (await store.readAll(null, 1_000)).map(({ event }) => event);
  const { recordedAt: _, ...meta } = recorded.at(-1)!.meta;
  const random = randomFrom(seed);
  const next = new Map<string, number>();
  for (let length = recorded.length; length < events;) {
    const appends: Promise<unknown>[] = [];
    for (; appends.length < atOnce && length < events; length += 1) {
      const stream = `seeyon.contract-con_${Math.floor(random() ** 2 * (events / 5))}`;
      const revision = next.get(stream) ?? 0;
      next.set(stream, revision + 1);
      appends.push(store.append(stream, revision - 1, [noted(stream, revision, meta)]));
    }
    await Promise.all(appends);
  }
  await store.close();
  return home;
}

/** An event of a contract that names nobody. */
export const noted = (stream: string, revision: number, meta: NewEvent['meta']): NewEvent => {
  const hash = keyHash('seeyon', stream, String(revision));
  return {
    id: eventId(stream, hash, 0),
    vendor: 'seeyon',
    type: 'LicenceRevoked',
    schema: 1,
    // Members in the canonical order of names that are numbers: not the one of JavaScript.
    data: { reason: `原因 ${revision} – “é” ${'x'.repeat(revision % 300)}`, '9': 1, '10': revision },
    meta: { ...meta, keyHash: hash, correlationId: `c-${stream}-${revision}` },
  };
};

/** Every event as it is stored, by its hash, without the place that its engine gives it. */
export async function storedIn(store: EventStore): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const batch = await store.readStored(after, 1_000);
    if (batch.length === 0) return found;
    for (const { event } of batch) {
      const { id, stream, revision, type, schema, recordedAt, meta, data } = event;
      const bytes = hash('sha256', JSON.stringify([type, schema, recordedAt, meta, data]), 'hex');
      found.push(`${id} ${stream} ${revision} ${bytes.slice(0, 16)}`);
    }
    after = batch.at(-1)!.token;
  }
}
