import type { EventStore } from '../events/event-store.js';
import type { Ordinals } from './ordinals.js';

/** How long a reader waits for numbering, in ms. */
const withinMs = 5_000;

/**
 * Resolves when all that is recorded now is numbered, to the last position of it: for readers that must miss nothing of
 * what was recorded before they asked. @throws TokenAhead
 */
export const numberedNow = async (
  events: Pick<EventStore, 'head'>,
  ordinals: Pick<Ordinals, 'positionOf'>,
): Promise<number> => ordinals.positionOf(await events.head(), withinMs);
