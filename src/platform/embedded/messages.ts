import type { Instant } from '../../../domain/kernel/civil.js';
import type { EncodedAppend, PlacedEvent } from '../events/event-rows.js';
import type { Appended } from '../events/event-store.js';
import type { Seal } from '../events/seals.js';
import type { ViewStatus } from '../projector/views-behind.js';
import type { OperatorText } from '../operator-fault.js';

/** What the main thread asks of the write thread; each is answered once, by `Answer` or `Failed` with its number. */
export type Work =
  | { readonly kind: 'append'; readonly appends: readonly EncodedAppend[] }
  | { readonly kind: 'adopt'; readonly events: readonly PlacedEvent[] }
  | { readonly kind: 'position-at'; readonly knownAt: Instant }
  | { readonly kind: 'start' }
  | { readonly kind: 'until-ready' }
  | { readonly kind: 'rebuild'; readonly view: string | undefined }
  | { readonly kind: 'settled' }
  | { readonly kind: 'seal-head' }
  | { readonly kind: 'close' };

/** Those of one turn of the event loop are sent as one message. */
export interface Request {
  readonly number: number;
  readonly work: Work;
}

/** Which rows of a view changed; 'all' where a rebuilt table took over. */
export interface ViewChange {
  readonly view: string;
  readonly ids: readonly string[] | 'all';
  readonly position: number;
}

/** The ledger's end and the views, after each commit and before its appends are acknowledged. */
export interface Moved {
  readonly kind: 'moved';
  /** The last committed position. */
  readonly head: number;
  readonly status: readonly ViewStatus[];
  readonly ready: boolean;
  readonly changes: readonly ViewChange[];
  /** Why the store takes no writes; null while it does. */
  readonly stopped: OperatorText | null;
}

export type WorkResult = Appended | Seal | number | undefined;

export interface Answer {
  readonly number: number;
  readonly result: WorkResult;
}
export interface Failed {
  readonly number: number;
  readonly error: SentError;
}
/** In the order in which they were given, after what the work moved. */
export interface Answers {
  readonly kind: 'answers';
  readonly answers: readonly (Answer | Failed)[];
}
export interface Progressed {
  readonly kind: 'progress';
  readonly number: number;
  readonly done: number;
  readonly of: number;
}
/** A view stopped before the event at `position`; or a fault (`view` undefined) holds up all until it is over. */
export interface ViewStopped {
  readonly kind: 'view-stopped';
  readonly view: string | undefined;
  readonly position: number;
  readonly error: string;
}
/** A file that could not be used was replaced: a sentence for the log. */
export interface Replaced {
  readonly kind: 'replaced';
  readonly what: string;
}
/** The stores are open; requests may come. */
export interface Opened {
  readonly kind: 'opened';
  readonly moved: Moved;
}
/** The stores could not be opened; nothing follows. */
export interface NotOpened {
  readonly kind: 'not-opened';
  readonly error: SentError;
}
export type Message = Moved | Answers | Progressed | ViewStopped | Replaced | Opened | NotOpened;

/** An error as it crosses a thread: its class by name, and the fields that its constructor takes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  /** Of a fault that its reader can act on: the text in every language. */
  readonly text?: OperatorText;
  readonly code?: string;
  readonly revision?: { readonly stream: string; readonly expected: number; readonly actual: number };
}
