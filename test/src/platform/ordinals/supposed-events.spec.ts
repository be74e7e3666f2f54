import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent, Recorded } from '../../../../domain/kernel/envelope.js';
import { WrongRevision } from '../../../../src/platform/events/event-store.js';
import { SupposedEvents } from '../../../../src/platform/ordinals/supposed-events.js';
import { sampleEvent } from '../../../support/sample-events.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../../../support/strict/strict-ordinals.js';

describe('supposed events', () => {
  const now = '2026-06-01T02:00:00.000Z';
  let real: StrictEvents;
  let ordinals: StrictOrdinals;
  let supposed: SupposedEvents;
  let response: (readonly Recorded[])[];
  const named = ({ stream, revision, position }: Recorded) => [stream, revision, position];

  beforeEach(async () => {
    const ledger = new StrictLedger();
    real = new StrictEvents(ledger);
    ordinals = new StrictOrdinals(real, ledger);
    await append('v.a-1', -1, [sampleEvent(), sampleEvent()]);
    response = [];
    supposed = new SupposedEvents(ordinals, 2, now, (events) => Promise.resolve(void response.push(events)));
  });

  afterEach(async () => {
    await ordinals.close();
    await real.close();
  });
  /** Recorded for real, and numbered. */
  const append = async (stream: string, expected: number, events: readonly NewEvent[]): Promise<void> => {
    const vendors = events.map((event) => ({ ...event, vendor: 'v' }));
    const { token } = await real.append(stream, expected, vendors);
    await ordinals.positionOf(token, 2_000);
  };

  it('follow on the real ones, and reach nobody but who listens here', async () => {
    expect(await supposed.append('v.a-1', 1, [sampleEvent()])).toEqual({ revision: 2, token: '3', recordedAt: now });
    expect(await supposed.append('v.b-1', -1, [sampleEvent(), sampleEvent()])).toMatchObject({
      revision: 1,
      token: '5',
    });
    expect((await supposed.ordinals.readStream('v.a-1')).map(named)).toEqual([
      ['v.a-1', 0, 1],
      ['v.a-1', 1, 2],
      ['v.a-1', 2, 3],
    ]);
    expect((await supposed.ordinals.readStream('v.b-1', 1)).map(named)).toEqual([['v.b-1', 1, 5]]);
    expect(response.map((events) => events.map(named))).toEqual([
      [['v.a-1', 2, 3]],
      [
        ['v.b-1', 0, 4],
        ['v.b-1', 1, 5],
      ],
    ]);
    expect(await supposed.ordinals.head()).toEqual({ position: 5, token: '5' });
    expect(await supposed.head()).toBe('5');
    expect((await ordinals.head()).position).toBe(2);
    expect(await real.readStream('v.b-1')).toEqual([]);
  });

  it('expect the exact revision, as the ledger does', async () => {
    await supposed.append('v.a-1', 1, [sampleEvent()]);
    for (const [stream, expected, actual] of [
      ['v.a-1', 1, 2],
      ['v.a-1', -1, 2],
      ['v.a-1', 0, 2],
      ['v.b-1', 0, -1],
    ] as const) {
      const refused = await supposed.append(stream, expected, [sampleEvent()]).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WrongRevision);
      expect(refused).toMatchObject({ stream, expected, actual });
    }
    expect((await supposed.ordinals.head()).position).toBe(3);
  });

  it('are read back as the store would give them', async () => {
    await supposed.append('v.b-1', -1, [{ ...sampleEvent(), data: { there: 1, not: undefined } }]);
    expect((await supposed.readStream('v.b-1'))[0]!.data).toEqual({ there: 1 });
    expect(Object.keys((await supposed.readStream('v.b-1'))[0]!.data as object)).toEqual(['there']);
  });

  it('see nothing that is recorded later', async () => {
    await append('v.a-1', 1, [sampleEvent()]);
    expect((await supposed.ordinals.readStream('v.a-1')).map(named)).toEqual([
      ['v.a-1', 0, 1],
      ['v.a-1', 1, 2],
    ]);
    await supposed.append('v.a-1', 1, [sampleEvent()]);
    expect((await supposed.readStream('v.a-1')).map(({ meta }) => meta.recordedAt).at(-1)).toBe(now);
  });
});
