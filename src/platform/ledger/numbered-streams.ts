import { Inject } from '@nestjs/common';
import type { DomainEvent, Recorded } from '../../../domain/kernel/envelope.js';
import type { EventStore } from '../events/event-store.js';
import { numberedNow } from '../ordinals/numbered-now.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { EVENT_STORE, ORDINALS } from '../tokens.js';
import { Ledger } from './ledger.js';

/** Streams for those who show positions: opened and upcast as deciders read them, each event with its position. */
export class NumberedStreams {
  constructor(
    @Inject(EVENT_STORE) private readonly events: Pick<EventStore, 'head'>,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'readStream' | 'positionOf'>,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** The stream as it is recorded now: a command's own events are among them. @throws TokenAhead */
  async read<E extends DomainEvent>(vendor: string, stream: string): Promise<readonly Recorded<E>[]> {
    await numberedNow(this.events, this.ordinals);
    const events = await this.ordinals.readStream(stream);
    return (await this.ledger.streams.opened(vendor, events)) as readonly Recorded<E>[];
  }
}
