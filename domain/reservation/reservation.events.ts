/**
 * Uniqueness over the set: one stream per value (kind and normalized value, hashed). It names the owner before the
 * owner is written.
 */
export type ReservationKind = 'contract-no' | 'licence-no' | 'customer-code' | 'request-no';
export type ReservationEvent =
  | { type: 'Reserved'; data: { kind: ReservationKind; value: string; ownerStream: string; ownerId: string } }
  | { type: 'Released'; data: { ownerId: string } };
