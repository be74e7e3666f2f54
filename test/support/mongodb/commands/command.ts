import type { Arguments } from '../arguments.js';
import type { Cursors } from '../cursors.js';
import type { Databases } from '../databases.js';
import type { Statements } from '../retryable-writes.js';

export type Answer = Record<string, unknown>;

/** What a command works on. */
export interface Context {
  readonly databases: Databases;
  readonly cursors: Cursors;
  readonly database: string;
  /** Of a write that may be sent again. */
  readonly statements: Statements | undefined;
  /** Called by an upsert that found nothing, before it inserts: what another client does then. */
  readonly beforeUpsert: (namespace: string) => void;
}

export interface Command {
  /** Which concern it takes; `write` needs a primary too. */
  readonly kind: 'read' | 'write' | 'neither';
  /** Whether it may have the number of a transaction, so that it is applied once. */
  readonly retryable?: true;
  run(args: Arguments, context: Context): Answer;
}

export type Commands = Readonly<Record<string, Command>>;
