import { describe, expect, it } from '@jest/globals';
import { SqliteKeyStore } from '../../../src/platform/keys/sqlite-key-store.js';
import { Sealer } from '../../../src/platform/keys/sealer.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { NumberedStreams } from '../../../src/platform/ledger/numbered-streams.js';
import { freshFolder } from '../../support/folder.js';
import { adding, type GuestEvent, now, post } from '../../support/guest-list.js';
import { StrictEvents } from '../../support/strict/strict-events.js';
import { StrictLedger } from '../../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../../support/strict/strict-ordinals.js';

describe('streams with positions', () => {
  it('hold what a command has just recorded, however far numbering is behind', async () => {
    const ledger = new StrictLedger(() => Date.parse(now()));
    const events = new StrictEvents(ledger);
    const ordinals = new StrictOrdinals(events, ledger, { delayMs: 20 });
    const keys = SqliteKeyStore.open(freshFolder());
    const commands = new Ledger(events, new Sealer(keys), await keys.serverSecret('bodies'), now);
    const streams = new NumberedStreams(events, ordinals, commands);
    for (let round = 1; round <= 3; round += 1) {
      await commands.handle(adding('1', { add: [`guest ${round}`] }, post()));
      await commands.handle(adding('2', { add: [`guest ${round}`] }, post()));
      const history = await streams.read<GuestEvent>('seeyon', 'seeyon.list-2');
      expect(history.map(({ position }) => position)).toEqual([2, 4, 6].slice(0, round));
      expect(history.at(-1)?.data).toMatchObject({ guest: { plain: `guest ${round}` } });
    }
    await ordinals.close();
    await events.close();
    await keys.close();
  });
});
