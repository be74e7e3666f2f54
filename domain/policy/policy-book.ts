import type { Day } from '../kernel/civil.js';

/** A published version, as far as choosing needs it; `position` is that of its `PolicyPublished` event. */
export interface PublishedVersion {
  readonly version: number;
  readonly effectiveFrom: Day;
  readonly position: number;
}

/** Everything at or before this position; `Infinity`: all that is recorded (T5). */
type KnownPosition = number;

/**
 * P2: the version that a term signed on `signedOn` (civil day in the vendor's zone) is judged by to its end: the one
 * with the latest `effectiveFrom` on or before that day, and of two that begin on the same day the later published.
 * The first published version also judges everything signed before it. Versions published after `knownPosition` do not
 * exist for the answer. `null` only where nothing is published yet.
 */
export const versionFor = <T extends PublishedVersion>(
  published: readonly T[],
  signedOn: Day,
  knownPosition: KnownPosition = Infinity,
): T | null => {
  const known = published.filter((item) => item.position <= knownPosition);
  const inForce = known.filter((item) => item.effectiveFrom <= signedOn);
  if (inForce.length === 0)
    return known.reduce<T | null>((first, item) => (first && first.position < item.position ? first : item), null);
  return inForce.reduce((best, item) => (isLater(item, best) ? item : best));
};

const isLater = (a: PublishedVersion, b: PublishedVersion): boolean =>
  a.effectiveFrom === b.effectiveFrom ? a.position > b.position : a.effectiveFrom > b.effectiveFrom;

/** P2: the calendar, or the texts, that an answer made at `knownPosition` reads: the last one published by then. */
export const latestKnown = <T extends { readonly position: number }>(
  published: readonly T[],
  knownPosition: KnownPosition = Infinity,
): T | null =>
  published
    .filter((item) => item.position <= knownPosition)
    .reduce<T | null>((last, item) => (last && last.position > item.position ? last : item), null);

/** The version of that number, as a term or a promise carries it (P2); `null` where no such version was published. */
export const versionNumbered = <T extends PublishedVersion>(published: readonly T[], version: number): T | null =>
  published.find((item) => item.version === version) ?? null;
