import type { Role } from '../kernel/envelope.js';

/** What is recorded of a key when it is created (A1); never its text, nor a hash of it. */
export interface KeyFacts {
  /** To know it by; no person is named there. */
  readonly name: string;
  readonly role: Role;
  /** True where the key is for every vendor: its events are then in the stream of each vendor. */
  readonly everyVendor: boolean;
  /** Requests a minute; null for no limit. */
  readonly limitPerMinute: number | null;
  /** For the role `customer`: whose portal it opens. */
  readonly customerId: string | null;
}

export type ApiKeyEvent =
  | { type: 'ApiKeyCreated'; data: KeyFacts & { keyId: string } }
  /** The first request that the key opened; later ones are not recorded. */
  | { type: 'ApiKeyFirstUsed'; data: { keyId: string } }
  /** From then on it opens nothing. `replacedBy`: the key that was set in its place, where that is why. */
  | { type: 'ApiKeyRevoked'; data: { keyId: string; replacedBy: string | null } };
