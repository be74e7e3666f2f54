import type { Instant } from '../../../domain/kernel/civil.js';
import type { Decider, Refusal } from '../../../domain/kernel/decider.js';
import type { Actor, DomainEvent } from '../../../domain/kernel/envelope.js';
import type { StreamAppend } from '../events/event-store.js';

/** Revisions that a caller takes: this one, one of several, or any that there is. */
export type Revisions = number | readonly number[] | 'any';

/** @throws Stale where an object at `revision` (-1: there is none) is at none of those */
export const refuseStale = (ifMatch: Revisions | undefined, revision: number): void => {
  if (ifMatch === undefined || (ifMatch === 'any' && revision >= 0)) return;
  if (ifMatch === 'any' || ![ifMatch].flat().includes(revision)) throw new Stale(ifMatch, revision);
};

/** A3: who executes the command and how. Every event of the command carries it besides its data. */
export interface CommandRequest {
  readonly actor: Actor;
  /** `http`, `import`, `cli`, `start`. */
  readonly channel: string;
  /** A2: the person who asked for it, by name or id; sealed before it is stored. */
  readonly onBehalfOf?: string | undefined;
  readonly reason?: string | undefined;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  /** Provenance (C9): set by imports and their undo alone, never from what a caller sent. */
  readonly importId?: string | undefined;
  readonly undoneImportId?: string | undefined;
  /** The caller's Idempotency-Key; without one each request is a new command. */
  readonly key?: string | undefined;
  /** Route and target; with vendor and key it names the command (C11). */
  readonly scope: string;
  /** The request body, to detect the same key with another body. */
  readonly body: unknown;
  /** The same with what is about persons marked: that is hashed under their own keys (A2). */
  readonly markedBody?: unknown;
  /** The same under other keys that a retry may find recorded: those of an earlier version, or of erased persons. */
  readonly otherMarkedBodies?: readonly unknown[];
  /** C11: refused where its stream holds the same, recorded within the last minute. */
  readonly refusesRepeat?: boolean | undefined;
  /** The revisions the caller last saw. */
  readonly ifMatch?: Revisions | undefined;
  readonly effectiveAt?: Instant | undefined;
}

/** A command to execute on one stream. */
export interface Handling<S, C, E extends DomainEvent, R extends string> {
  readonly vendor: string;
  readonly category: string;
  readonly id: string;
  readonly decider: Decider<S, C, E, R>;
  /**
   * The command, or how to make it from the state at hand: facts from elsewhere are then looked up at each decision. A
   * refusal in its place is returned as the decider's own.
   */
  readonly command: C | ((state: S) => C | Refusal | Promise<C | Refusal>);
  readonly request: CommandRequest;
  /** T5: the instant from which an event is true, where that is not now. */
  readonly effectiveAt?: (event: E) => Instant | undefined;
  readonly policyVersion?: (event: E) => number | undefined;
  /** C11: whether a recorded event is what the command would record once more, though its body differs. */
  readonly repeats?: (command: C, recorded: E) => boolean;
  /**
   * Appends to other streams that are recorded in one commit with the command's events, before them; only over an
   * engine that can. Where one of the streams is at another revision, WrongRevision is thrown and nothing is recorded.
   */
  readonly along?: readonly StreamAppend[];
}

/**
 * The outcome of a command. Responses are made of `before`, `state` and `events` alone, so that a replay gives the
 * first response.
 */
export interface Outcome<State, Event extends DomainEvent, Before = State> {
  /** Before the command, as decided then: a replay has the same. */
  readonly before: Before;
  readonly state: State;
  /** This command's events in order; empty where there was nothing to do. */
  readonly events: readonly Event[];
  /** The stream's revision after them; -1 where there is no stream. */
  readonly revision: number;
  /** A token that views can be waited for with. */
  readonly token: string;
  /** True where the key had been used before: nothing was written. */
  readonly replayed: boolean;
}

/** The key was used before, with another body: 422. */
export class KeyReused extends Error {}
/** The caller's revision is no longer the stream's: 412. */
export class Stale extends Error {
  constructor(
    readonly expected: Revisions,
    readonly actual: number,
  ) {
    super(`the revision is ${actual}, not ${String(expected)}`);
  }
}
/** Another process appended first for five seconds: 409, retry. */
export class StreamBusy extends Error {}
