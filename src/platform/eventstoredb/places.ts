import { InvalidToken, type Token } from '../events/event-store.js';

/** Where an event begins in the log of the server; null is the place before the first event. */
export type Place = { readonly commit: bigint; readonly prepare: bigint } | null;

/** A token is the position and 1, so that an event at the beginning of a log is after it. */
export const beginning: Token = '0';
const number = '(0|[1-9]\\d{0,18})';
const form = new RegExp(`^${number}(?:-${number})?$`);
/** Positions are signed 64-bit numbers; what a server does not know it gives as the largest unsigned one. */
const largest = 2n ** 63n - 1n;

/** Both positions differ for events of explicit transactions alone, which the product does not write. */
export function tokenOf(place: Place): Token {
  if (place === null) return beginning;
  const { commit, prepare } = place;
  return commit === prepare ? `${commit + 1n}` : `${commit + 1n}-${prepare}`;
}

/** @throws InvalidToken */
export function placeOf(token: Token | null): Place {
  if (token === null || token === beginning) return null;
  const [, after, transaction] = form.exec(token) ?? [];
  if (after === undefined || after === '0') throw new InvalidToken(token);
  const commit = BigInt(after) - 1n;
  const prepare = transaction === undefined ? commit : BigInt(transaction);
  if (commit > largest || prepare > largest) throw new InvalidToken(token);
  return { commit, prepare };
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
