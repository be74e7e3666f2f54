import { Inject } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { importing } from '../../../domain/import/import.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { importOf } from './provenance.js';

/** Streams whose origin is cached; about 100 bytes each. */
const cachedStreams = 20_000;

/** Imports whose undo is under way: it has decided, or decides, what depends on them (C9). */
export class ImportsBeingUndone {
  /** By stream: the import that began it, which never changes; empty where none did. */
  readonly #origins = new LRUCache<string, string>({ max: cachedStreams });

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** The one that began one of these streams; undefined where none did. */
  async of(vendor: string, streams: readonly string[]): Promise<string | undefined> {
    for (const stream of streams) {
      const importId = await this.origin(vendor, stream);
      if (importId === '') continue;
      const { state } = await this.ledger.load(vendor, 'import', importId, importing);
      if (state.status === 'undoing') return importId;
    }
    return undefined;
  }

  private async origin(vendor: string, stream: string): Promise<string> {
    const cached = this.#origins.get(stream);
    if (cached !== undefined) return cached;
    const [first] = await this.ledger.streams.read(vendor, stream);
    // It may begin later.
    if (first === undefined) return '';
    const importId = importOf(first) ?? '';
    this.#origins.set(stream, importId);
    return importId;
  }
}
