import type { Projection } from '../../../projections/projection.js';
import { CommitRefused, Fenced } from '../views/commit-refused.js';
import { beginning, type Lease, type ViewStore } from '../views/view-store.js';
import { type OnProgress, pump } from './builder.js';
import type { FollowedEvents } from './followed-events.js';
import { Following } from './following.js';
import { type Done, Stepper } from './stepper.js';
import { isGoing, knownTarget, type Target, targetOf } from './target.js';
import type { ViewStates } from './view-states.js';
import { ViewsBehind } from './views-behind.js';
import { operatorText } from '../operator-fault.js';

/** What a session works on, and what it reports. */
export interface SessionParts {
  readonly events: FollowedEvents;
  readonly views: ViewStore;
  readonly projections: readonly Projection[];
  readonly states: ViewStates;
  readonly leaseOf: (view: string) => Lease | undefined;
  /** Tables that answer were written. */
  readonly onMoved: (steps: readonly Done[]) => void;
  /** A table took over: the live one as it was found, or one that was built. */
  readonly onAnswering: (target: Target) => void;
  readonly onStopped: (target: Target) => void;
  readonly onFenced: (view: string) => void;
  /** The ledger or the store failed: the session does nothing more. */
  readonly onFault: (reason: unknown) => void;
  /** The ledger cannot be read for now; undefined: it can be again. */
  readonly onInterrupted: (reason: unknown) => void;
}

/** Projects the held views from where their tables are, until a fault of the ledger or the store ends it. */
export class Session {
  readonly #stepper: Stepper;
  readonly #following: Following;
  /** Tables are brought up to the others, and built, one after another. */
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  /** @param head the last event of the ledger */
  constructor(
    private readonly parts: SessionParts,
    head: number,
  ) {
    this.#stepper = new Stepper(parts.views, (target, error) => this.#refused(target.projection.name, error));
    this.#following = new Following(
      parts.events,
      this.#stepper,
      head,
      (steps) => this.#report(steps),
      (state) => {
        if (state.state === 'ended') this.#fail(state.cause);
        else if (!this.#ended) parts.onInterrupted(state.state === 'reconnecting' ? state.cause : undefined);
      },
    );
  }

  get position(): number {
    return this.#following.position;
  }

  /** Resolves when the tables were found; what is behind or missing is projected afterwards (`idle`). */
  async take(leases: readonly Lease[]): Promise<void> {
    const [behind, missing]: [Target[], Target[]] = [[], []];
    for (const lease of leases)
      await this.#unlessRefused(lease.view, async () => {
        const { target, isLive } = await this.#open(lease);
        if (this.#ended || this.parts.leaseOf(lease.view)?.fence !== lease.fence) return;
        if (!isLive) missing.push(target);
        else if (this.#answerFrom(target) && !this.#joinAtOnce(target)) behind.push(target);
      });
    if (behind.length > 0) void this.#enqueue(() => this.#bring(behind));
    if (missing.length > 0) void this.#enqueue(() => this.#build(missing));
  }

  /** The view is not this process's any more. */
  drop(view: string): void {
    for (const target of this.parts.states.forget(view)) {
      target.abandoned = true;
      this.#following.remove(target);
    }
  }

  /** Computes the views again, aside, while their live tables answer and follow. */
  async rebuild(projections: readonly Projection[], onProgress?: OnProgress): Promise<readonly Target[]> {
    const targets: Target[] = [];
    const work = this.#work.then(async () => {
      for (const projection of projections) {
        const lease = this.parts.leaseOf(projection.name);
        if (lease === undefined) throw new ViewsBehind(operatorText('view-taken-over', { view: projection.name }));
        const table = await this.parts.views.aside(projection, lease.fence, true);
        targets.push(targetOf(projection, table, beginning, lease.fence));
      }
      await this.#build(targets, onProgress);
      if (this.#ended || targets.some(({ abandoned }) => abandoned))
        throw new ViewsBehind(operatorText('rebuild-interrupted'));
    });
    this.#work = work.catch(() => {
      for (const { projection } of targets) this.parts.states.building.delete(projection.name);
    });
    await work;
    return targets;
  }

  /** Resolves when nothing is left to be brought up or built. */
  idle(): Promise<void> {
    return this.#work;
  }

  /** Lets the running step finish. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#following.stop();
    await this.#work;
  }

  async #open({ view, fence }: Lease): Promise<{ readonly target: Target; readonly isLive: boolean }> {
    const { events, views } = this.parts;
    const projection = this.parts.projections.find(({ name }) => name === view)!;
    const live = await knownTarget(events, projection, await views.live(projection), fence);
    if (live !== undefined) return { target: live, isLive: true };
    const unfinished = await knownTarget(events, projection, await views.aside(projection, fence), fence);
    const target = unfinished ?? targetOf(projection, await views.aside(projection, fence, true), beginning, fence);
    return { target, isLive: false };
  }

  /** Live tables that are behind the others. */
  async #bring(targets: readonly Target[]): Promise<void> {
    const goal = (): number => this.position;
    const { events } = this.parts;
    const report = (steps: readonly Done[]): void => this.#report(steps);
    for (const target of targets)
      do if (!(await pump(events, this.#stepper, [target], goal, this.#isEnded, report))) return;
      while (!(await this.#join(target, false)));
  }

  async #build(targets: readonly Target[], onProgress?: OnProgress): Promise<void> {
    const { events, views, states } = this.parts;
    const goal = (): number => this.position;
    for (const target of targets) states.building.set(target.projection.name, target);
    const report = (steps: readonly Done[]): void => {
      for (const { target, step } of steps) if (step.stopped) this.parts.onStopped(target);
    };
    if (!(await pump(events, this.#stepper, targets, goal, this.#isEnded, report, onProgress))) return;
    for (const target of targets)
      await this.#unlessRefused(target.projection.name, async () => {
        if (!target.abandoned) await views.index(target.projection, target.fence);
        do if (!(await pump(events, this.#stepper, [target], goal, this.#isEnded, report))) return;
        while (!(await this.#join(target, true)));
      });
  }

  /** False where the followed tables have moved on meanwhile. */
  async #join(target: Target, isAside: boolean): Promise<boolean> {
    if (!isGoing(target)) {
      if (isAside) await this.#answerStopped(target);
      return true;
    }
    if (this.parts.views.atOnce !== undefined) return this.#joinAtOnce(target, isAside);
    return this.#following.paused(async () => {
      const goal = (): number => this.position;
      const report = (steps: readonly Done[]): void => (isAside ? undefined : this.#report(steps));
      if (!(await pump(this.parts.events, this.#stepper, [target], goal, this.#isEnded, report))) return true;
      if (!isGoing(target)) return false;
      if (isAside) await this.parts.views.swap(target.projection, target.fence);
      if (target.abandoned) return true;
      this.#answerFrom(target, isAside);
      this.#following.add(target);
      return true;
    });
  }

  /** In one turn, so that nothing is recorded between the comparison and the swap. */
  #joinAtOnce(target: Target, isAside = false): boolean {
    const { atOnce } = this.parts.views;
    if (atOnce === undefined || target.checkpoint.position < this.position) return false;
    if (isAside) {
      atOnce.swap(target.projection, target.fence);
      this.#answerFrom(target, isAside);
    }
    this.#following.add(target);
    return true;
  }

  /**
   * A view that could not be built to the end keeps its position before the event that stopped it: nothing else waits
   * for it. A table that answers already stays.
   */
  async #answerStopped(target: Target): Promise<void> {
    if (target.abandoned) return;
    this.parts.states.building.delete(target.projection.name);
    if (this.parts.states.live.has(target.projection.name)) return;
    await this.parts.views.swap(target.projection, target.fence);
    this.#answerFrom(target, true);
  }

  #answerFrom(target: Target, isAside = false): boolean {
    const { states, onAnswering } = this.parts;
    const { name } = target.projection;
    const replaced = states.live.get(name);
    if (replaced !== undefined) this.#following.remove(replaced);
    states.live.set(name, target);
    if (isAside) states.building.delete(name);
    onAnswering(target);
    return true;
  }

  #report(steps: readonly Done[]): void {
    for (const { target, step } of steps) if (step.stopped) this.parts.onStopped(target);
    this.parts.onMoved(steps);
  }

  async #unlessRefused(view: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      this.#refused(view, error);
    }
  }

  /** Another projector holds the view; or the table is not as it was: it is opened again. */
  #refused(view: string, error: CommitRefused): void {
    this.drop(view);
    if (error instanceof Fenced) this.parts.onFenced(view);
    const lease = this.parts.leaseOf(view);
    if (lease !== undefined && !this.#ended) void this.#enqueue(() => this.take([lease]));
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#fail(error));
    return this.#work;
  }

  #fail(reason: unknown): void {
    if (!this.#ended) this.parts.onFault(reason);
  }

  readonly #isEnded = (): boolean => this.#ended;
}
