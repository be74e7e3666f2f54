import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { TokenAhead } from '../../../src/platform/ordinals/ordinals.js';
import { Erasures } from '../../../src/customers/erasures.js';
import { SqliteKeyStore } from '../../../src/platform/keys/sqlite-key-store.js';
import { freshFolder } from '../../support/folder.js';
import { sampleEvent } from '../../support/sample-events.js';
import { StrictEvents } from '../../support/strict/strict-events.js';
import { StrictLedger } from '../../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../../support/strict/strict-ordinals.js';

/** A2: a process may start over a ledger that it has yet to number. */
describe('A2: erasures that are recorded and not numbered yet', () => {
  it('are carried out before the start is over', async () => {
    const ledger = new StrictLedger();
    const events = new StrictEvents(ledger);
    const keys = SqliteKeyStore.open(freshFolder());
    const faults: unknown[] = [];
    await keys.provide('seeyon', ['con_1', 'con_2']);
    const erased = { ...sampleEvent({ contactId: 'con_1' }), type: 'ContactErased' };
    await events.append('seeyon.customer-1', -1, [sampleEvent(), erased]);

    const ordinals = new StrictOrdinals(events, ledger, { delayMs: 50 });
    const erasures = new Erasures(keys, events, ordinals, (error) => faults.push(error));
    await erasures.start();
    const found = await keys.find('seeyon', ['con_1', 'con_2']);
    expect([found.get('con_1'), found.get('con_2') === null]).toEqual([null, false]);
    expect(await keys.carriedOut()).toMatchObject({ position: 2 });
    await erasures.close();
    expect(faults).toEqual([]);
    await ordinals.close();
    await events.close();
    await keys.close();
  });

  it('stop a start that nobody numbers for, with the way out, and not one that numbering is behind for', async () => {
    const ledger = new StrictLedger();
    const events = new StrictEvents(ledger);
    const keys = SqliteKeyStore.open(freshFolder());
    for (let n = 0; n < 5; n++) await events.append(`seeyon.customer-${n}`, -1, [sampleEvent()]);
    let numbered = 0;
    const stopped = {
      head: async () => ({ position: numbered, token: ledger.beginning }),
      positionOf: async (token: string, withinMs: number) => {
        await sleep(Math.min(withinMs, 20));
        if (numbered < 5) throw new TokenAhead(token);
        return numbered;
      },
      readAll: async () => [],
      find: async () => ({ events: [], next: null }),
    };
    const starting = new Erasures(keys, events, stopped, () => undefined, 200);
    await expect(starting.start()).rejects.toThrow(
      'the ledger is numbered up to position 0 and no further: nothing was numbered for 0.2 s; see that a process ' +
        'with --role projector or all runs',
    );
    // Each event is numbered later than the wait, and the start goes on.
    const timer = setInterval(() => (numbered = Math.min(numbered + 1, 4)), 150);
    const slow = new Erasures(keys, events, stopped, () => undefined, 300);
    await expect(slow.start()).rejects.toThrow('the ledger is numbered up to position 4 and no further');
    clearInterval(timer);
    await events.close();
    await keys.close();
  });
});
