import type { Recorded } from '../../../domain/kernel/envelope.js';
import { type EventAt, InvalidToken, type Token } from './event-store.js';

/** Of the embedded engine: a position in decimal, which fits a number. Leading zeros are allowed. */
const form = /^0*\d{1,15}$/;

/** Only the embedded engine may know that its tokens are positions; 0 is the place before the first event. */
export const embeddedToken = (position: number): Token => String(position);

/** @throws InvalidToken */
export const positionOfToken = (token: Token | null): number => {
  if (token === null) return 0;
  if (!form.test(token)) throw new InvalidToken(token);
  return Number(token);
};

/** Recorded events as the events port gives them. */
export const withTokens = (events: readonly Recorded[]): readonly EventAt[] =>
  events.map(({ position, ...event }) => ({ token: embeddedToken(position), event }));
