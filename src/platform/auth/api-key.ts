import type { Instant } from '../../../domain/kernel/civil.js';
import type { Actor, Role } from '../../../domain/kernel/envelope.js';

/** `environment`: it is, or was, the one that LEDGER_ADMIN_KEY names. */
export const keyOrigins = ['made', 'environment'] as const;
export type KeyOrigin = (typeof keyOrigins)[number];

/** An API key as it may be shown: everything but the key. */
export interface ApiKey {
  readonly id: string;
  /** `*`: every vendor; for admins alone. */
  readonly vendor: string;
  readonly role: Role;
  readonly name: string;
  readonly origin: KeyOrigin;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  /** To the hour: enough to see which keys nobody uses. */
  readonly lastUsedAt: Instant | null;
  /** Requests a minute; null for no limit. */
  readonly limitPerMinute: number | null;
  /** Whose portal it opens; for the role `customer` alone. */
  readonly customerId: string | null;
}

export type NewApiKey = Pick<ApiKey, 'vendor' | 'role' | 'name'> &
  Partial<Pick<ApiKey, 'limitPerMinute' | 'customerId' | 'origin'>> & {
    /** Where a retry must find the same key again. */
    readonly id?: string;
  };

/** Who made or revoked a key, and how (A3). */
export interface ChangedBy extends Actor {
  readonly channel: string;
}

/** Of the program itself, at a start. */
export const byStart: ChangedBy = { id: 'start', role: 'system', channel: 'start' };

/** What happened to a key and is not yet in the ledger (A3). */
export interface Unrecorded {
  readonly number: number;
  readonly keyId: string;
  readonly fact: 'created' | 'first-used' | 'revoked';
  readonly at: Instant;
  readonly by: ChangedBy;
  /** The key that took its place, where it was revoked for that. */
  readonly replacedBy: string | null;
}

/** The requested key is invalid; the message states why. */
export class KeyRefused extends Error {}

export interface KeyRow {
  readonly id: string;
  readonly hash: Buffer;
  readonly vendor: string;
  readonly role: Role;
  readonly name: string;
  readonly origin: KeyOrigin;
  readonly created_at: Instant;
  readonly revoked_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly limit_per_minute: number | null;
  readonly customer_id: string | null;
}

export const keyOf = (row: KeyRow): ApiKey => ({
  id: row.id,
  vendor: row.vendor,
  role: row.role,
  name: row.name,
  origin: row.origin,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  limitPerMinute: row.limit_per_minute,
  customerId: row.customer_id,
});
