import { eventTypeFilter, START } from '@eventstore/db-client';
import type { Calls } from './calls.js';
import { type OperatorText, operatorText } from '../operator-fault.js';
import { clientRecovers, NoAnswer } from './server-errors.js';
import type { Place } from './places.js';

/** Members of stream metadata that let the server remove events. */
const removing = ['$maxAge', '$maxCount', '$tb'] as const;
const metadataType = '$metadata';
const tombstoneType = '$streamDeleted';

/** What is read of an event of the server. */
interface SystemEvent {
  readonly streamId: string;
  readonly type: string;
  readonly data: unknown;
}

/** Streams of the ledger whose events the server removes, or has removed: no engine may forget events. */
export class Removals {
  readonly #found = new Map<string, OperatorText>();
  readonly #deleted = new Set<string>();

  constructor(readonly prefix: string) {}

  /** Why the stream cannot be used; undefined where it can. */
  of(stream: string): OperatorText | undefined {
    return this.#found.get(stream);
  }

  all(): readonly OperatorText[] {
    return [...this.#found.values()];
  }

  /** For good: neither the stream nor its name can be used again. */
  deleted(stream: string): void {
    this.#deleted.add(stream);
    this.#found.set(stream, operatorText('stream-deleted', { stream }));
  }

  /** Any event of the log; the last metadata of a stream counts. */
  observe({ streamId, type, data }: SystemEvent): void {
    if (type === tombstoneType && streamId.startsWith(this.prefix)) {
      this.deleted(streamId.slice(this.prefix.length));
      return;
    }
    if (type !== metadataType || !streamId.startsWith(`$$${this.prefix}`)) return;
    const stream = streamId.slice(this.prefix.length + 2);
    if (this.#deleted.has(stream)) return;
    const metadata = (typeof data === 'object' ? data : null) as Readonly<Record<string, unknown>> | null;
    const name = removing.find((each) => Number(metadata?.[each] ?? 0) > 0);
    if (name === undefined) this.#found.delete(stream);
    else this.#found.set(stream, operatorText('stream-shortened', { stream, member: name }));
  }
}

/**
 * Reads the log again and again for what removes events, from where the last reading ended. Each reading is a
 * subscription that is stopped once it has caught up: one that stayed open could be dropped without a notice.
 */
export class RemovalWatch {
  #from: Place = null;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #abort = (_cause: Error): void => undefined;

  constructor(
    private readonly calls: Calls,
    private readonly removals: Removals,
    private readonly tail: () => Promise<Place>,
  ) {}

  /** Reads now, and after each pause. */
  start(): void {
    this.#timer = setTimeout(
      () => void this.read().then(() => !this.#closed && this.start()),
      this.#from === null ? 0 : this.calls.limits.removalsMs,
    );
    this.#timer.unref();
  }

  /** Once; a fault is left to the next reading, since the reachability of the server is reported elsewhere. */
  read(): Promise<void> {
    return (this.#running ??= this.#read()
      .catch(() => undefined)
      .finally(() => (this.#running = undefined)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#abort(new Error('the watch was closed'));
    await this.#running;
  }

  async #read(): Promise<void> {
    const tail = await this.tail();
    await this.#catchUp();
    this.#from = tail;
  }

  #catchUp(): Promise<void> {
    const { connection, limits } = this.calls;
    const client = connection.client();
    const filter = eventTypeFilter({ prefixes: [metadataType, tombstoneType], checkpointInterval: 32 });
    return new Promise<void>((resolve, reject) => {
      const subscription = client.subscribeToAll({
        ...connection.perCall,
        fromPosition: this.#from ?? START,
        // A sign of life while the server passes over other events.
        filter: { ...filter, checkpointReached: () => void timer.refresh() },
      });
      const ended = (outcome: () => void): void => {
        clearTimeout(timer);
        void subscription.unsubscribe().catch(() => undefined);
        outcome();
      };
      this.#abort = (cause) => ended(() => reject(cause));
      const timer = setTimeout(() => {
        connection.replace(client);
        this.#abort(new NoAnswer(operatorText('subscription-behind')));
      }, limits.silenceMs);
      subscription.on('caughtUp', () => ended(resolve));
      subscription.on('data', ({ event }) => {
        timer.refresh();
        if (event !== undefined) this.removals.observe(event);
      });
      subscription.on('error', (error) => {
        if (!clientRecovers(error)) connection.replace(client);
        this.#abort(error);
      });
    });
  }
}
