import type { Instant } from '../../../domain/kernel/civil.js';
import { type Actor, type Role, roles } from '../../../domain/kernel/envelope.js';
import { OperatorFault, operatorText } from '../operator-fault.js';

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

/** Whether a vendor sees the key; `*` sees all, and a key for every vendor concerns each of them. */
export const concernsVendor = (key: ApiKey, vendor: string): boolean =>
  vendor === '*' || key.vendor === '*' || key.vendor === vendor;

/** Last uses are stored to the hour. */
export const toTheHour = (at: Instant): Instant => `${at.slice(0, 13)}:00:00.000Z`;

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
export class KeyRefused extends OperatorFault {}

const vendorName = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** @throws KeyRefused naming what is wrong */
export const checkNewKey = ({ vendor, role, name, limitPerMinute = null, customerId = null }: NewApiKey): void => {
  if (!roles.includes(role)) throw new KeyRefused(operatorText('key-role', { role, roles: roles.join(', ') }));
  if (vendor === '*' ? role !== 'admin' : !vendorName.test(vendor)) throw new KeyRefused(operatorText('key-vendor'));
  if (name.trim() === '' || name.length > 100) throw new KeyRefused(operatorText('key-name'));
  if (limitPerMinute !== null && !(Number.isSafeInteger(limitPerMinute) && limitPerMinute > 0))
    throw new KeyRefused(operatorText('key-limit'));
  if ((role === 'customer') !== (customerId !== null)) throw new KeyRefused(operatorText('key-customer'));
};
