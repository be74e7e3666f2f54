import type { Instant } from './civil.js';
import type { Personal, Veiled } from './personal.js';

/** A1: the access guard decides who may do what. A3: the ledger records in which role it was done. */
export const roles = ['sales', 'admin', 'support', 'engineer', 'auditor', 'customer', 'system'] as const;
export type Role = (typeof roles)[number];

/** Who executes a command: a user or an API key, never a person (A2, A3). */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** A3: the account's name at that moment, which is recorded in plain text. */
  readonly name?: string;
}

/** What is recorded of an event besides its data. */
export interface Metadata {
  /** T5: the instant from which it is true in reality. */
  readonly effectiveAt: Instant;
  readonly actor: string;
  readonly role: Role;
  /** A3: the name that the actor's account had at that moment; the oldest events have none. */
  readonly actorName?: string;
  /** How it was submitted: `http`, `import`, `cli`, `start`. */
  readonly channel: string;
  /** A2, A3: the person who asked for it, sealed under a key of the object or of the contact. */
  readonly onBehalfOf?: Personal<string> | Veiled;
  readonly reason?: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** C9: the import that recorded it. Only an import writes it; no header or body of a caller reaches it. */
  readonly importId?: string;
  /** C9: the import whose undo recorded it. Only the undo writes it. */
  readonly undoneImportId?: string;
  readonly policyVersion?: number;
  /** SHA-256 (hex) of vendor, route, target and the caller's idempotency key: C11 is answered from the ledger alone. */
  readonly keyHash: string;
  /** HMAC of the command's body: detects the same key with another body without storing the body. */
  readonly bodyHash: string;
}

/** An event as a decider returns it: discriminated by its type. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event on its way to the store. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  /** UUIDv5 of vendor, stream, key and index: a repeated append carries the same ids. */
  readonly id: string;
  readonly vendor: string;
  readonly type: E['type'];
  /** The schema version of `data`; older ones are read through upcasters. */
  readonly schema: number;
  readonly data: E['data'];
  readonly meta: Metadata;
}

/** An event as its stream gives it: placed in the stream, stamped by the adapter. */
export type StreamEvent<E extends DomainEvent = DomainEvent> = E extends DomainEvent
  ? {
      readonly id: string;
      readonly vendor: string;
      readonly stream: string;
      /** Ordinal in the stream, from 0. */
      readonly revision: number;
      readonly type: E['type'];
      readonly schema: number;
      readonly data: E['data'];
      readonly meta: Metadata & {
        /** T5: when the ledger recorded it; never decreases along the ledger. */
        readonly recordedAt: Instant;
      };
    }
  : never;

/** An event in the order of the whole ledger. */
export type Recorded<E extends DomainEvent = DomainEvent> = E extends DomainEvent
  ? StreamEvent<E> & {
      /** Ordinal in the ledger, from 1, without gaps, the same on every engine. */
      readonly position: number;
    }
  : never;

/** `<vendor>.<category>-<id>` */
export const streamName = (vendor: string, category: string, id: string): string => `${vendor}.${category}-${id}`;

/** Categories whose names hold a hyphen. No further one may: a stream's name is cut at the first hyphen. */
const hyphenated = ['api-key', 'request-merges'] as const;

/** The id in a stream's name. A vendor's name and the id may hold hyphens; vendor and category hold no point. */
export const idOfStream = (stream: string): string => {
  const place = stream.slice(stream.indexOf('.') + 1);
  const category = hyphenated.find((each) => place.startsWith(`${each}-`));
  return place.slice(category === undefined ? place.indexOf('-') + 1 : category.length + 1);
};
