import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '../events/event-store.js';
import { beginning } from '../eventstoredb/places.js';
import { type Ordinals, TokenAhead } from '../ordinals/ordinals.js';
import { OrdinalsStore, StoredOrdinals } from '../ordinals/stored-ordinals.js';

/** How long a call waits for numbers before it looks whether they go on, in ms. */
const waitMs = 5_000;

export interface NumberedAside {
  readonly ordinals: Ordinals;
  close(): Promise<void>;
}

/**
 * Numbers a ledger on a server anew, by one scan, in a folder that is gone afterwards: whatever numbers are stored
 * elsewhere are neither trusted nor touched.
 * @throws DamagedEvent, TokenAhead
 */
export async function numberedAside(
  events: EventStore,
  clock: () => number,
  onProgress: (done: number) => void = () => undefined,
): Promise<NumberedAside> {
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-numbers-'));
  const numbers = OrdinalsStore.open(folder);
  const ordinals = new StoredOrdinals(events, numbers, clock, beginning);
  const close = async (): Promise<void> => {
    await ordinals.close();
    await numbers.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const head = await events.head();
    for (let before = -1; ;) {
      const done = await ordinals.positionOf(head, waitMs).catch((error: unknown) => {
        if (!(error instanceof TokenAhead)) throw error;
        return undefined;
      });
      const { position } = await ordinals.head();
      onProgress(position);
      if (done !== undefined) return { ordinals, close };
      if (position === before) {
        // Numbering ends at an event that cannot be read: the reading names it.
        await events.readAll(await ordinals.tokenAt(position), 1);
        throw new TokenAhead(head);
      }
      before = position;
    }
  } catch (error) {
    await close();
    throw error;
  }
}
