import { Inject } from '@nestjs/common';
import type { DomainEvent, Recorded } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
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

  /** Several streams as they are recorded now, persons sealed: for those who need facts alone. @throws TokenAhead */
  async readSealed<E extends DomainEvent>(streams: readonly string[]): Promise<readonly (readonly Recorded<E>[])[]> {
    await numberedNow(this.events, this.ordinals);
    const read: (readonly Recorded<E>[])[] = [];
    for (const stream of streams)
      read.push((await this.ordinals.readStream(stream)).map((event) => upcast(event) as Recorded<E>));
    return read;
  }
}
