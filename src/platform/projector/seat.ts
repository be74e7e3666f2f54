import type { Projection, Row } from '../../../projections/projection.js';
import type { View, ViewTable } from '../views/view-store.js';
import type { Track } from './track.js';
import { ViewUnready, type ViewState, type ViewStatus } from './view-status.js';

/** A registered projection and its tables: the one that answers, and one that may be built aside. */
export class Seat {
  live: Track | undefined;
  aside: Track | undefined;
  /** Whether `live` is handed events as they are recorded. */
  following = false;

  constructor(readonly projection: Projection) {}

  /** The table on its way to the front, if one is. */
  get behind(): Track | undefined {
    if (this.aside !== undefined && this.aside.poison === undefined) return this.aside;
    return this.live !== undefined && !this.following && this.live.poison === undefined ? this.live : undefined;
  }

  get position(): number {
    return this.live?.position ?? 0;
  }

  get state(): ViewState {
    if (this.live === undefined) return this.aside?.poison === undefined ? 'building' : 'stopped';
    if (this.live.poison !== undefined) return 'stopped';
    return this.following ? 'following' : 'catching-up';
  }

  status(head: number): ViewStatus {
    const { name, version } = this.projection;
    const poison = this.live?.poison ?? this.aside?.poison;
    return {
      name,
      version,
      state: this.state,
      position: this.position,
      lag: Math.max(0, head - this.position),
      building: this.aside === undefined ? null : head === 0 ? 1 : Math.min(1, this.aside.position / head),
      ...(poison !== undefined && { stoppedAt: poison.position, error: poison.error.message }),
    };
  }
}

/** The rows of whichever table answers now: a reader keeps this through every rebuild. */
export function viewOf<R extends Row>(seat: Seat, head: () => number): View<R> {
  const table = (): ViewTable<R> => {
    if (seat.live === undefined) throw new ViewUnready(seat.projection.name, seat.aside?.position ?? 0, head());
    return seat.live.table as ViewTable<R>;
  };
  return {
    get: async (id) => table().get(id),
    getMany: async (ids) => table().getMany(ids),
    query: async (query) => table().query(query),
    scan: () => table().scan(),
  };
}
