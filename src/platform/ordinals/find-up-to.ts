import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { EventQuery, Ordinals } from './ordinals.js';

/** The first events that a query asks for, with position > `after`: as many as there are, at most `most`. */
export const findUpTo = async (
  ordinals: Pick<Ordinals, 'find'>,
  query: EventQuery,
  after: number,
  most: number,
): Promise<readonly Recorded[]> => {
  const found: Recorded[] = [];
  for (let from: number | null = after; from !== null && found.length < most;) {
    const { events, next } = await ordinals.find(query, from, most - found.length);
    found.push(...events);
    from = next;
  }
  return found;
};
