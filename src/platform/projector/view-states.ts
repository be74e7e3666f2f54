import type { Projection } from '../../../projections/projection.js';
import type { Target } from './target.js';
import type { ViewStatus } from './views-behind.js';

/** Of each view that this process holds, the table that answers and the one that is being built. */
export class ViewStates {
  readonly live = new Map<string, Target>();
  readonly building = new Map<string, Target>();

  /** Neither table of the view is this process's any more. */
  forget(view: string): readonly Target[] {
    const targets = [this.live.get(view), this.building.get(view)].filter((target) => target !== undefined);
    this.live.delete(view);
    this.building.delete(view);
    return targets;
  }

  /** Whether every view is built and has projected what was recorded up to the position, or has stopped before. */
  haveReached(position: number, projections: readonly Projection[]): boolean {
    return projections.every(({ name }) => {
      const live = this.live.get(name);
      return live !== undefined && (live.stopped !== undefined || live.checkpoint.position >= position);
    });
  }

  /** @param goal the end of the ledger as far as it is known */
  status(projections: readonly Projection[], goal: number, fault: string | undefined): readonly ViewStatus[] {
    return projections.map(({ name, version }) => {
      const [live, building] = [this.live.get(name), this.building.get(name)];
      const position = live?.checkpoint.position ?? 0;
      const stopped = live?.stopped ?? building?.stopped;
      return {
        name,
        version,
        position,
        built: live !== undefined,
        lag: Math.max(0, goal - position),
        ...(building && { building: { done: building.checkpoint.position, of: goal } }),
        ...(stopped && { stopped }),
        ...(fault !== undefined && { fault }),
      };
    });
  }
}
