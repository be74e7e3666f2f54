import { randomUUID } from 'node:crypto';

/** A record as the server holds it. */
export interface LogRecord {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Epoch milliseconds of the server's clock. */
  readonly created: number;
}
export type Proposal = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;
export type Committed =
  | { readonly outcome: 'ok'; readonly last: bigint; readonly position: bigint }
  /** `current`: -1 where there is no stream. */
  | { readonly outcome: 'wrong_revision'; readonly current: bigint }
  | { readonly outcome: 'deleted' };
/** What a read of a stream finds. */
export type Visible = readonly LogRecord[] | 'not_found' | 'deleted';

/** The revision of a tombstone, and `$tb` of a stream that was deleted and can be made again. */
export const deletedRevision = 2n ** 63n - 1n;
const tombstone = '$streamDeleted';

/**
 * The state of the server in memory: one log, streams over it, their metadata. Decisions on expected revisions are
 * those of the server's index writer. Records of the server itself lie between those of clients, and positions have
 * gaps.
 */
export class ServerLog {
  readonly records: LogRecord[] = [];
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #waiting = new Set<() => void>();
  #position = 0n;

  constructor(private readonly clock: () => number = Date.now) {
    this.systemEvent();
  }

  /** Statistics, which the server writes from time to time. */
  systemEvent(): void {
    const data = Buffer.from('{"proc-cpu":1}');
    this.#record('$stats-127.0.0.1:2113', [jsonProposal('$statsCollected', data)]);
  }

  append(stream: string, expected: Expected, proposals: readonly Proposal[]): Committed {
    const current = this.#last(stream);
    if (current === deletedRevision) return { outcome: 'deleted' };
    const softDeleted = this.#metadata(stream).$tb === deletedRevision;
    if (expected === 'stream_exists' && softDeleted) return { outcome: 'deleted' };
    if (expected === 'stream_exists' && current < 0n) return { outcome: 'wrong_revision', current };
    const repeated = this.#repeated(stream, expected, proposals, current);
    if (repeated !== undefined) return { outcome: 'ok', last: repeated.revision, position: repeated.position };
    // A new stream over one that was deleted begins at the next revision, and hides what was before.
    const anew = softDeleted && expected === 'no_stream';
    const fits =
      anew ||
      expected === 'any' ||
      expected === 'stream_exists' ||
      (expected === 'no_stream' ? current === -1n : expected === current);
    if (!fits) return { outcome: 'wrong_revision', current };
    if (softDeleted) this.setMetadata(stream, { ...this.#metadata(stream), $tb: current + 1n });
    const last = this.#record(stream, proposals);
    if (this.records.length % 5 === 0) this.systemEvent();
    return { outcome: 'ok', last: last.revision, position: last.position };
  }

  /** @param hard with a tombstone: for good */
  delete(stream: string, expected: Expected, hard: boolean): Committed {
    const current = this.#last(stream);
    if (current === deletedRevision) return { outcome: 'deleted' };
    if (typeof expected === 'bigint' && expected !== current) return { outcome: 'wrong_revision', current };
    if (!hard) {
      this.setMetadata(stream, { ...this.#metadata(stream), $tb: deletedRevision });
      return { outcome: 'ok', last: current, position: this.#position };
    }
    const last = this.#record(stream, [jsonProposal(tombstone, Buffer.from('{}'))], deletedRevision);
    return { outcome: 'ok', last: last.revision, position: last.position };
  }

  /** As an operator sets it. */
  setMetadata(stream: string, metadata: Readonly<Record<string, number | bigint>>): void {
    const text = JSON.stringify(metadata, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
    this.#record(`$$${stream}`, [jsonProposal('$metadata', Buffer.from(text))]);
  }

  /** What a read of a stream may give: nothing that its metadata hide. */
  visible(stream: string): Visible {
    const records = this.#streams.get(stream);
    if (records?.at(-1)?.revision === deletedRevision) return 'deleted';
    const { $tb, $maxCount, $maxAge } = this.#metadata(stream);
    if (records === undefined || $tb === deletedRevision) return 'not_found';
    const first = $maxCount === undefined ? 0n : this.#last(stream) - $maxCount + 1n;
    const oldest = $maxAge === undefined ? -Infinity : this.clock() - Number($maxAge) * 1_000;
    return records.filter(({ revision, created }) => revision >= first && revision >= ($tb ?? 0n) && created >= oldest);
  }

  /** Removes for good what is hidden, as the server's scavenge does. */
  scavenge(): void {
    for (const [stream, records] of this.#streams) {
      if (stream.startsWith('$')) continue;
      const visible = this.visible(stream);
      const retained = new Set(typeof visible === 'string' ? records.slice(-1) : visible);
      const removed = new Set(records.filter((record) => !retained.has(record)));
      this.#streams.set(stream, [...retained]);
      this.records.splice(0, Infinity, ...this.records.filter((record) => !removed.has(record)));
    }
  }

  /** The first record at or after a position. */
  indexOf(position: bigint): number {
    let [low, high] = [0, this.records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.records[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  after(position: bigint): LogRecord | undefined {
    return this.records[this.indexOf(position + 1n)];
  }

  /** Resolves at the next record. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** The record that a repeat has been recorded as; undefined where it is no repeat, or one in part. */
  #repeated(
    stream: string,
    expected: Expected,
    proposals: readonly Proposal[],
    current: bigint,
  ): LogRecord | undefined {
    const records = this.#streams.get(stream) ?? [];
    if (proposals.length === 0) return undefined;
    const found = proposals.map(({ id }, index) => {
      if (expected === 'any' || expected === 'stream_exists') return records.find((record) => record.id === id);
      const due = (expected === 'no_stream' ? 0n : expected + 1n) + BigInt(index);
      return due > current ? undefined : records.find((record) => record.revision === due && record.id === id);
    });
    return found.includes(undefined) ? undefined : found.at(-1);
  }

  #record(stream: string, proposals: readonly Proposal[], at?: bigint): LogRecord {
    const own = this.#streams.get(stream) ?? [];
    if (!this.#streams.has(stream)) this.#streams.set(stream, own);
    let last: LogRecord | undefined;
    for (const proposal of proposals) {
      const revision = at ?? this.#last(stream) + 1n;
      last = { ...proposal, stream, revision, position: this.#position, created: this.clock() };
      own.push(last);
      this.records.push(last);
      this.#position += BigInt(100 + proposal.data.length + proposal.metadata.length);
    }
    this.wake();
    return last!;
  }

  #last(stream: string): bigint {
    return this.#streams.get(stream)?.at(-1)?.revision ?? -1n;
  }

  #metadata(stream: string): { $tb?: bigint; $maxCount?: bigint; $maxAge?: bigint } {
    const record = this.#streams.get(`$$${stream}`)?.at(-1);
    if (record === undefined) return {};
    const parsed = JSON.parse(Buffer.from(record.data).toString('utf8')) as Record<string, number>;
    // The largest revision is no number that JavaScript holds.
    const big = (value: number): bigint => (value >= 2 ** 63 ? deletedRevision : BigInt(value));
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, big(value)]));
  }
}

const jsonProposal = (type: string, data: Uint8Array): Proposal => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data,
  metadata: new Uint8Array(),
});
