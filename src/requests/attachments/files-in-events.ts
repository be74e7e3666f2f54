import type { AttachedFile } from '../../../domain/request/request.events.js';

/** An event as it is stored. */
interface StoredEvent {
  readonly stream: string;
  readonly type: string;
  /** JSON. */
  readonly data: string;
}

/** A file and the stream of the request that it was attached to. */
export interface NamedFile {
  readonly sha256: string;
  readonly stream: string;
}

const naming: ReadonlySet<string> = new Set(['RequestRegistered', 'InteractionRecorded']);

/** Which stored files the events of a ledger name; it is handed every event in order. */
export class FilesInEvents {
  readonly #named: NamedFile[] = [];
  readonly #erased = new Set<string>();

  add({ stream, type, data }: StoredEvent): void {
    if (type === 'TextErased') this.#erased.add(stream);
    if (!naming.has(type) || !data.includes('"files":')) return;
    const { files = [] } = readData(data);
    for (const { sha256 } of files) this.#named.push({ sha256, stream });
  }

  /** Those whose bytes must be stored. */
  wanted(): readonly NamedFile[] {
    return this.#named.filter(({ stream }) => !this.#erased.has(stream));
  }

  /** A7: those whose bytes must not be stored any more. */
  erased(): readonly NamedFile[] {
    return this.#named.filter(({ stream }) => this.#erased.has(stream));
  }
}

/** Data that is no JSON is a finding of those who check events. */
const readData = (data: string): { readonly files?: readonly AttachedFile[] } => {
  try {
    return JSON.parse(data) as { readonly files?: readonly AttachedFile[] };
  } catch {
    return {};
  }
};
