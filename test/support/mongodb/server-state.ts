import { Long, ObjectId } from 'mongodb';
import { Cursors } from './cursors.js';
import { Databases } from './databases.js';
import { Refusal } from './errors.js';
import { PlannedFaults } from './planned-faults.js';
import { RetryableWrites } from './retryable-writes.js';
import { type Doc, isDoc } from './values.js';

/** A command as it was received. */
export interface Recorded {
  readonly name: string;
  readonly database: string;
  readonly writeConcern: Readonly<Record<string, unknown>> | undefined;
  readonly readConcern: Readonly<Record<string, unknown>> | undefined;
  readonly command: Doc;
}

/** Awaited before a command is applied, and again before it is answered. */
export type OnCommand = (stage: 'received' | 'applied', name: string, command: Doc) => void | Promise<void>;

const recordedAtMost = 10_000;

/** What all connections share. Data and the table of retryable writes outlive restarts. */
export class ServerState {
  readonly databases = new Databases();
  readonly retryableWrites = new RetryableWrites();
  readonly cursors = new Cursors();
  readonly faults = new PlannedFaults();
  beforeUpsert: (namespace: string) => void = () => undefined;
  onCommand: OnCommand = () => undefined;
  recorded: Recorded[] = [];
  isPrimary = true;
  electionId = new ObjectId();
  #processId = new ObjectId();
  #counter = 0;
  #changed: (() => void)[] = [];

  constructor(readonly setName: string | undefined) {}

  get isReplicaSet(): boolean {
    return this.setName !== undefined;
  }

  get topologyVersion(): Readonly<Record<string, unknown>> {
    return { processId: this.#processId, counter: Long.fromNumber(this.#counter) };
  }

  record(command: Recorded): void {
    this.recorded.push(command);
    if (this.recorded.length > recordedAtMost) this.recorded.shift();
  }

  /** A new process over the same data. */
  restarted(): void {
    this.cursors.clear();
    this.#processId = new ObjectId();
    this.#counter = 0;
    this.wake();
  }

  setPrimary(isPrimary: boolean): void {
    this.isPrimary = isPrimary;
    if (isPrimary) this.electionId = new ObjectId();
    this.#counter += 1;
    this.wake();
  }

  /** A primary that was none for a moment. @returns the version of that moment, which errors have */
  passingChange(): ServerState['topologyVersion'] {
    this.#counter += 1;
    const { topologyVersion } = this;
    this.#counter += 1;
    setImmediate(() => this.wake());
    return topologyVersion;
  }

  /** Resolves at the next change of the topology. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve));
  }

  wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }

  /** @throws Refusal for what a secondary does not do */
  checkRole(kind: 'read' | 'write' | 'neither', command: Doc): void {
    if (this.isPrimary || kind === 'neither') return;
    const { topologyVersion } = this;
    if (kind === 'write') throw new Refusal('NotWritablePrimary', 'not primary', { topologyVersion });
    const preference = command.get('$readPreference');
    if (!isDoc(preference) || preference.get('mode') === 'primary')
      throw new Refusal('NotPrimaryNoSecondaryOk', 'not primary and secondaryOk=false', { topologyVersion });
  }
}
