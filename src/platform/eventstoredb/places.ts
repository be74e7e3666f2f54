import { InvalidToken, type Token } from '../events/event-store.js';

/** Where an event begins in the log of the server; null is the place before the first event. */
export type Place = { readonly commit: bigint; readonly prepare: bigint } | null;

/** No event of a ledger is at the beginning: a log begins with records of the server itself. */
export const beginning: Token = 'start';
const form = /^(0|[1-9]\d{0,18})-(0|[1-9]\d{0,18})$/;
/** Positions are signed 64-bit numbers; what a server does not know it gives as the largest unsigned one. */
const largest = 2n ** 63n - 1n;

export const tokenOf = (place: Place): Token => (place === null ? beginning : `${place.commit}-${place.prepare}`);

/** @throws InvalidToken */
export function placeOf(token: Token | null): Place {
  if (token === null || token === beginning) return null;
  const [, commit, prepare] = form.exec(token) ?? [];
  if (commit === undefined || prepare === undefined) throw new InvalidToken(token);
  const place = { commit: BigInt(commit), prepare: BigInt(prepare) };
  if (place.commit > largest || place.prepare > largest) throw new InvalidToken(token);
  return place;
}

/** Negative where `a` precedes `b`. */
export function comparePlaces(a: Place, b: Place): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** Undefined where the server gives none: reads of a stream before version 22.10. */
export const knownPlace = (position: NonNullable<Place> | undefined): NonNullable<Place> | undefined =>
  position === undefined || position.commit > largest || position.prepare > largest ? undefined : position;
