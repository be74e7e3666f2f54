import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import type { EventStore } from '../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import type { Ordinals } from '../../src/platform/ordinals/ordinals.js';
import { freshFolder } from './folder.js';
import { StrictEvents } from './strict/strict-events.js';
import { StrictLedger } from './strict/strict-ledger.js';
import { StrictOrdinals } from './strict/strict-ordinals.js';

/** A ledger of one stream, for tests of what follows it. */
export class SampleLedger {
  /** Events recorded so far: the last one has this position. */
  length = 0;

  private constructor(
    private readonly events: Pick<EventStore, 'append' | 'close'>,
    readonly ordinals: Ordinals,
    /** Makes the ledger unreachable until the answer is called; absent where its readers are in its process. */
    readonly cut?: () => () => void,
  ) {}

  /** Hands a commit to its followers before it is acknowledged. */
  static embedded(): SampleLedger {
    const events = SqliteEventStore.open(freshFolder(), Date.now);
    return new SampleLedger(events, events.ordinals);
  }

  static strict(): SampleLedger {
    const ledger = new StrictLedger();
    const events = new StrictEvents(ledger);
    const ordinals = new StrictOrdinals(events, ledger);
    return new SampleLedger(events, ordinals, () => {
      ledger.cut();
      return () => ledger.heal();
    });
  }

  /** The position of the last of them, once it is numbered. */
  async append(...events: readonly NewEvent[]): Promise<number> {
    const { token } = await this.events.append('seeyon.sample-1', this.length - 1, events);
    this.length += events.length;
    return this.ordinals.positionOf(token, 5_000);
  }

  all(): Promise<readonly Recorded[]> {
    return this.ordinals.readAll(0, this.length);
  }

  async close(): Promise<void> {
    await this.ordinals.close();
    await this.events.close();
  }
}
