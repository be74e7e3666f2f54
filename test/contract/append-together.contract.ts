import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import { type EventStore, WrongRevision } from '../../src/platform/events/event-store.js';
import { sampleEvents } from '../support/sample-events.js';
import type { LedgerFixture, OpenLedger } from './event-store.contract.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();

/** What an engine promises besides that can append to several streams at once. */
export function appendTogetherContract(engine: string, make: () => Promise<LedgerFixture>): void {
  describe(`events port on ${engine}: several streams at once`, () => {
    let ledger: LedgerFixture;
    let open: OpenLedger;
    let store: EventStore;
    const reopen = async (): Promise<void> => {
      await open.close();
      open = await ledger.open();
      store = open.events;
    };
    const all = async (): Promise<readonly StreamEvent[]> =>
      (await store.readAll(null, 10_000)).map(({ event }) => event);

    beforeEach(async () => {
      ledger = await make();
      ledger.clock.now = start;
      open = await ledger.open();
      store = open.events;
    });
    afterEach(async () => {
      await open.close();
      await ledger.remove();
    });

    it('appends to several streams in one go, in the order given, and answers as the last one', async () => {
      const last = sampleEvents(2);
      const appends = [
        { stream: 'seeyon.sample-2', expected: -1, events: sampleEvents(1) },
        { stream: 'seeyon.sample-1', expected: -1, events: last },
      ];
      const first = await store.appendTogether!(appends);
      expect(first).toMatchObject({ revision: 1, token: await store.head(), recordedAt: iso(start) });
      expect((await all()).map(({ stream, id }) => [stream, id])).toEqual([
        ['seeyon.sample-2', appends[0]!.events[0]!.id],
        ['seeyon.sample-1', last[0]!.id],
        ['seeyon.sample-1', last[1]!.id],
      ]);
      ledger.clock.now += 60_000;
      await store.append('seeyon.sample-2', 0, sampleEvents(1));
      expect(await store.appendTogether!(appends)).toEqual(first);
      await reopen();
      expect(await all()).toHaveLength(4);
    });

    it.each([
      ['the first', [0, -1]],
      ['the last', [-1, 0]],
    ])('appends to none of several streams where %s is at another revision', async (_, [one, other]) => {
      const neighbours = [
        store.append('seeyon.sample-3', -1, sampleEvents(1)),
        store.appendTogether!([
          { stream: 'seeyon.sample-1', expected: one!, events: sampleEvents(1) },
          { stream: 'seeyon.sample-2', expected: other!, events: sampleEvents(2) },
        ]).catch((error: unknown) => error),
        store.append('seeyon.sample-4', -1, sampleEvents(1)),
      ] as const;
      const [, refused] = await Promise.all(neighbours);
      expect(refused).toBeInstanceOf(WrongRevision);
      expect(refused).toMatchObject({ expected: 0, actual: -1 });
      expect((await all()).map(({ stream }) => stream)).toEqual(['seeyon.sample-3', 'seeyon.sample-4']);
    });

    it('appends to none of several streams where an event id is in the ledger already', async () => {
      const [event] = sampleEvents(1);
      await store.append('seeyon.sample-1', -1, [event!]);
      const several = [
        { stream: 'seeyon.sample-2', expected: -1, events: sampleEvents(2) },
        { stream: 'seeyon.sample-3', expected: -1, events: [event!] },
      ];
      await expect(store.appendTogether!(several)).rejects.toThrow('an event id is in the ledger already');
      expect(await all()).toHaveLength(1);
      await store.append('seeyon.sample-2', -1, sampleEvents(1));
    });

    it('C11: does not take a part that is recorded for the whole', async () => {
      const appends = ['seeyon.sample-1', 'seeyon.sample-2'].map((stream) => ({
        stream,
        expected: -1,
        events: sampleEvents(1),
      }));
      await store.append('seeyon.sample-2', -1, appends[1]!.events);
      await expect(store.appendTogether!(appends)).rejects.toBeInstanceOf(WrongRevision);
      expect(await all()).toHaveLength(1);
    });

    it('refuses a stream that is named twice, and none at all', async () => {
      const append = { stream: 'seeyon.sample-1', expected: -1, events: sampleEvents(1) };
      await expect(store.appendTogether!([append, append])).rejects.toBeInstanceOf(TypeError);
      await expect(store.appendTogether!([])).rejects.toBeInstanceOf(TypeError);
      expect(await all()).toEqual([]);
    });
  });
}
