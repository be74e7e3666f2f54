import type { WaitKind } from './request.events.js';
import type { Request, Wait } from './request.state.js';
import type { RequestStateName } from './state-table.js';

export const openWaits = ({ waits }: Pick<Request, 'waits'>): readonly Wait[] =>
  waits.filter(({ endedAt }) => endedAt === null);

const beforeTheEnd: readonly RequestStateName[] = ['registered', 'acknowledged', 'working'];

/** R10: a request waits while any wait is open, and is then as it was before. */
export const stateOf = (request: Pick<Request, 'phase' | 'waits'>): RequestStateName =>
  beforeTheEnd.includes(request.phase) && openWaits(request).length > 0 ? 'waiting' : request.phase;

/** The event that ends the open waits of these kinds; none where there is none. */
export const endOf = (
  request: Pick<Request, 'waits'>,
  at: string,
  ends: (kind: WaitKind) => boolean,
): readonly {
  type: 'WaitEnded';
  data: { at: string; waitIds: readonly string[]; kinds: readonly WaitKind[] };
}[] => {
  const ending = openWaits(request).filter(({ kind }) => ends(kind));
  if (ending.length === 0) return [];
  const kinds = [...new Set(ending.map(({ kind }) => kind))];
  return [{ type: 'WaitEnded', data: { at, waitIds: ending.map(({ waitId }) => waitId), kinds } }];
};
