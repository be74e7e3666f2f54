import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jsonEvent, UnavailableError } from '@eventstore/db-client';
import { StoreUnreadable } from '../../../../src/platform/events/event-store.js';
import { EventStoreDbEventStore } from '../../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { Connection } from '../../../../src/platform/eventstoredb/ledger-client.js';
import { readConnectionUrl } from '../../../../src/platform/eventstoredb/connection-url.js';
import { clientRecovers, isAnswer } from '../../../../src/platform/eventstoredb/server-errors.js';
import {
  type EventAt,
  OutcomeUnknown,
  StoreStopped,
  WrongRevision,
} from '../../../../src/platform/events/event-store.js';
import { quickLimits, type TestLedger, testLedger, until } from '../../../support/eventstoredb/fixture.js';
import { EventStoreServer } from '../../../support/eventstoredb/server.js';
import { sampleEvent, sampleEvents } from '../../../support/sample-events.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

const never = new Promise<void>(() => undefined);

/** What is known to go wrong with the client, one test each. */
describe('traps of @eventstore/db-client', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await testLedger();
  });
  afterEach(() => ledger.close());

  it('gives revisions as numbers, though the client has bigints, which JSON does not', async () => {
    const store = await ledger.open();
    const answer = await store.append('seeyon.a', -1, sampleEvents(2));
    const events = await store.readStream('seeyon.a');
    expect(JSON.parse(JSON.stringify({ answer, events }))).toMatchObject({ answer: { revision: 1 } });
    await expect(store.append('seeyon.a', 5, sampleEvents(1))).rejects.toMatchObject({ expected: 5, actual: 1 });
  });

  it('appends one by one, never in a batch, where an error of one append would reject another', async () => {
    const store = await ledger.open();
    const outcomes = await Promise.allSettled([
      store.append('seeyon.a', -1, sampleEvents(1)),
      store.append('seeyon.b', 7, sampleEvents(1)),
      store.append('seeyon.c', -1, sampleEvents(1)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ledger.server.calls).not.toContain('BatchAppend');
    expect(ledger.server.calls.filter((call) => call === 'Append')).toHaveLength(3);
  });

  it('C11: names an exact revision in every append, since the server knows repeats by it alone', async () => {
    const store = await ledger.open();
    const events = sampleEvents(1);
    await store.append('seeyon.a', -1, events);
    await store.append('seeyon.a', 0, sampleEvents(1));
    await store.append('seeyon.a', -1, events);
    expect(ledger.server.expected).toEqual(['no_stream', 0n, 'no_stream']);
    expect(await store.readStream('seeyon.a')).toHaveLength(2);
  });

  it('C11: answers a repeat with the recording time of the first, which the answer of the server does not have', async () => {
    const [one, other] = [await ledger.open(), await ledger.open()];
    const events = sampleEvents(2);
    const first = await one.append('seeyon.a', -1, events);
    await one.append('seeyon.a', 1, sampleEvents(1));
    ledger.clock.now += 60_000;
    expect(await other.append('seeyon.a', -1, events)).toEqual(first);
  });

  it('reports a refused append by an error, not by revision 1 of throwOnAppendFailure=false', async () => {
    const store = await ledger.open();
    await store.append('seeyon.a', -1, sampleEvents(1));
    await expect(store.append('seeyon.a', -1, sampleEvents(1))).rejects.toBeInstanceOf(WrongRevision);
    expect(() => readConnectionUrl('esdb://host?tls=false&throwOnAppendFailure=false')).toThrow(
      'throwOnAppendFailure must be true',
    );
  });

  it('waits for a silent server no longer than its own limits, for each kind of call', async () => {
    const store = await ledger.open();
    ledger.server.onAppend = () => never;
    ledger.server.reads.onRead = () => never;
    const started = performance.now();
    const outcomes = await Promise.allSettled([
      store.append('seeyon.a', -1, sampleEvents(1)),
      store.readStream('seeyon.a'),
      store.readAll(null, 10),
      store.head(),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    expect(outcomes[0]).toMatchObject({ reason: expect.any(OutcomeUnknown) });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(inEnglish(store.stopped()!)).toContain('does not answer');
  });

  it('knows a server that is down by code 14, which is no answer, and goes on when it is back', async () => {
    const store = await ledger.open();
    ledger.server.stop();
    const unread: unknown = await store.readStream('seeyon.a').catch((error: unknown) => error);
    expect(unread).toBeInstanceOf(StoreUnreadable);
    const { cause } = unread as StoreUnreadable;
    expect(cause).toMatchObject({ code: 14 });
    expect(isAnswer(cause)).toBe(false);
    await ledger.server.start();
    expect(await store.append('seeyon.a', -1, sampleEvents(1))).toMatchObject({ revision: 0 });
    expect(store.stopped()).toBeNull();
  });

  it('makes a new client after faults that the client does not recover from', async () => {
    const connection = new Connection(readConnectionUrl(`esdb://127.0.0.1:${ledger.proxy.port}?tls=false`));
    const broken = connection.client();
    expect(connection.client()).toBe(broken);
    connection.replace(broken);
    const replaced = connection.client();
    expect(replaced).not.toBe(broken);
    connection.replace(broken);
    expect(connection.client()).toBe(replaced);
    connection.close();
    expect(() => connection.client()).toThrow(StoreStopped);
    expect(clientRecovers(new UnavailableError())).toBe(true);
    expect(clientRecovers(new Error('plain'))).toBe(false);
  });

  it('uses a connection that went silent no more, though no fault is reported on it', async () => {
    const store = await ledger.open();
    ledger.proxy.silence();
    ledger.proxy.heal();
    // The old connection is silent for good; the new one is not.
    await store.append('seeyon.a', -1, sampleEvents(1));
    expect(await store.readStream('seeyon.a')).toHaveLength(1);
  });

  it('subscribes again by itself, which the client never does', async () => {
    const store = await ledger.open();
    const seen: EventAt[] = [];
    const subscription = store.subscribe(
      null,
      (events) => void seen.push(...events),
      () => undefined,
    );
    for (let round = 0; round < 3; round += 1) {
      const { token } = await store.append(`seeyon.${round}`, -1, sampleEvents(1));
      await subscription.reached(token);
      ledger.proxy.reset();
    }
    expect(seen).toHaveLength(3);
  });

  it('survives a listener that rejects after checkpoints: nothing of ours runs in the checkpoint of the client', async () => {
    const store = await ledger.open();
    const seen: EventAt[] = [];
    const subscription = store.subscribe(
      null,
      (events) => void seen.push(...events),
      () => undefined,
    );
    // Checkpoints come with events that are passed over.
    for (let count = 0; count < 5_000; count += 1) ledger.server.log.systemEvent();
    const { token } = await store.append('seeyon.a', -1, sampleEvents(1));
    await subscription.reached(token);
    expect(seen).toHaveLength(1);
  });

  it('resumes after the last event that was handled, not after the last that arrived', async () => {
    const store = await ledger.open();
    await store.append('seeyon.a', -1, sampleEvents(20));
    const handled: number[] = [];
    let attempts = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const subscription = store.subscribe(
      null,
      async (events) => {
        attempts += 1;
        if (attempts === 1) {
          for (let count = 0; count < 2_000; count += 1) ledger.server.log.systemEvent();
          ledger.proxy.reset();
          await held;
        }
        handled.push(...events.map(({ event }) => event.revision));
      },
      () => undefined,
    );
    await until(() => attempts === 1);
    await store.append('seeyon.a', 19, sampleEvents(20));
    release();
    await subscription.reached(await store.head());
    expect(handled).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('skips events of the server and of others', async () => {
    const store = await ledger.open();
    const connection = new Connection(readConnectionUrl(`esdb://127.0.0.1:${ledger.server.port}?tls=false`));
    const client = connection.client();
    const seen: EventAt[] = [];
    const subscription = store.subscribe(
      null,
      (events) => void seen.push(...events),
      () => undefined,
    );
    const foreign = jsonEvent({ type: 'OrderPlaced', data: { total: 1 } });
    for (const stream of ['orders-1', 'seeyon.a', 'ledgers-1'])
      await client.appendToStream(stream, foreign, { ...connection.perCall, expectedRevision: 'no_stream' });
    const { token } = await store.append('seeyon.a', -1, sampleEvents(1));
    for (const stream of ['orders-2', 'orders-3'])
      await client.appendToStream(stream, foreign, { ...connection.perCall, expectedRevision: 'no_stream' });
    await subscription.reached(token);
    expect(await store.head()).toBe(token);
    expect(await store.readAll(null, 10)).toEqual(seen);
    expect(seen).toHaveLength(1);
    expect(await store.readAll(token, 10)).toEqual([]);
    expect(await store.inspect()).toEqual([]);
    connection.close();
  });

  it('stores canonical bytes, which the JSON of the client is not for names that are numbers', async () => {
    const store = await ledger.open();
    await store.append('seeyon.a', -1, [sampleEvent({ 10: 'ten', 9: 'nine' })]);
    const record = ledger.server.log.records.find(({ stream }) => stream === 'ledger.seeyon.a')!;
    expect(Buffer.from(record.data).toString()).toBe('{"10":"ten","9":"nine"}');
    expect(Buffer.from(record.metadata).toString()).toMatch(
      /^\{"meta":\{"actor":.*\},"recordedAt":"2026-.*Z","schema":1\}$/,
    );
  });

  it('names the size that the server takes, where an append is larger', async () => {
    const small = await testLedger(await new EventStoreServer().start());
    const store = await small.open();
    const large = [sampleEvent({ text: 'x'.repeat(1024 * 1024) })];
    await expect(store.append('seeyon.a', -1, large)).rejects.toThrow('takes (1048576 bytes); raise MaxAppendSize');
    expect(await store.readStream('seeyon.a')).toEqual([]);
    await small.close();
  });

  it('waits for a cluster that is silent about its nodes no longer than its own limits', async () => {
    const { port } = ledger.proxy;
    const url = `esdb+discover://127.0.0.1:${port}?tls=false`;
    const store = await EventStoreDbEventStore.open(url, { clock: Date.now, limits: quickLimits });
    ledger.proxy.silence();
    ledger.server.stop();
    const started = performance.now();
    await expect(store.append('seeyon.a', -1, sampleEvents(1))).rejects.toBeInstanceOf(OutcomeUnknown);
    await expect(store.readStream('seeyon.a')).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(20_000);
    await store.close();
  });
});
