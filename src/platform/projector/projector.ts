import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../../projections/projection.js';
import type { Subscription, SubscriptionState } from '../events/event-store.js';
import { beginning, type View, viewOver, type ViewStore, type ViewTable } from '../views/view-store.js';
import { pump, type Progress } from './builder.js';
import type { FollowedEvents } from './followed-events.js';
import type { ProjectorOptions } from './options.js';
import { Stepper } from './stepper.js';
import { knownTarget, reportingOnce, type Step, type Stopped, type Target, targetOf } from './target.js';
import { withTimeout } from './with-timeout.js';
import type { ViewReaders } from './view-readers.js';
import { type ChangeListener, ViewsBehind, type ViewStatus, ViewStopped } from './views-behind.js';

/**
 * Projects the ledger into every view: live ones by one subscription, missing ones aside in one pass, swapped in when
 * they have caught up. On the embedded engines a view has projected an event before its append is acknowledged.
 */
export class Projector implements ViewReaders {
  readonly #stepper: Stepper;
  readonly #live = new Map<string, Target>();
  readonly #building = new Map<string, Target>();
  readonly #listeners = new Set<ChangeListener>();
  #subscription: Subscription | undefined;
  /** Up to where the subscription has been followed. */
  #position = 0;
  /** The ledger's end when the projector was started: before it, views answer from a past they need not have. */
  #goal = 0;
  #following: Promise<void> | undefined;
  #swapping: Promise<void> | undefined;
  #fault: Stopped | undefined;
  /** Whether the fault is that the ledger cannot be read now: it ends when it can be. */
  #interrupted = false;
  #closed = false;
  #builds: Promise<void> = Promise.resolve();

  constructor(
    private readonly events: FollowedEvents,
    private readonly views: ViewStore,
    private readonly projections: readonly Projection[],
    private readonly options: ProjectorOptions = {},
  ) {
    this.#stepper = new Stepper(views);
  }

  /** Resolves when live views are followed; those that must be built continue in the background (see `untilReady`). */
  async start(): Promise<void> {
    this.#goal = (await this.events.head()).position;
    const missing: Target[] = [];
    for (const projection of this.projections) {
      const live = await knownTarget(this.events, projection, await this.views.live(projection));
      if (live) this.#live.set(projection.name, live);
      else
        missing.push(
          (await knownTarget(this.events, projection, await this.views.aside(projection))) ??
            targetOf(projection, await this.views.aside(projection, true), beginning),
        );
    }
    this.#position = Math.min(this.#goal, ...[...this.#live.values()].map(({ checkpoint }) => checkpoint.position));
    this.#subscription = this.events.subscribe(
      this.#position,
      (events) => this.#follow(events),
      (state) => this.#supervise(state),
    );
    if (missing.length > 0) {
      this.#builds = this.#build(missing);
      this.#builds.catch((error: unknown) => this.#stopAll(error));
    }
  }

  /**
   * Whether every view is built and has projected what was recorded before the start. A view that stops later does not
   * change it.
   */
  ready(): boolean {
    return (
      this.#subscription !== undefined &&
      this.#fault === undefined &&
      this.#live.size === this.projections.length &&
      [...this.#live.values()].every(
        (target) => target.stopped !== undefined || target.checkpoint.position >= this.#goal,
      )
    );
  }

  /** Resolves when `ready`. @throws ViewsBehind where a view stopped before, or the projector was closed */
  async untilReady(): Promise<void> {
    await this.#builds;
    await this.#subscription?.reached((await this.events.head()).token);
    const stopped = this.status().find((view) => view.stopped !== undefined)?.stopped;
    if (!this.ready()) throw new ViewsBehind(stopped?.error ?? 'the projector was closed');
  }

  status(): readonly ViewStatus[] {
    return this.projections.map(({ name, version }) => {
      const [live, building] = [this.#live.get(name), this.#building.get(name)];
      const position = live?.checkpoint.position ?? 0;
      const stopped = this.#fault ?? live?.stopped ?? building?.stopped;
      const goal = Math.max(this.#position, this.#goal);
      return {
        name,
        version,
        position,
        built: live !== undefined,
        lag: Math.max(0, goal - position),
        ...(building ? { building: { done: building.checkpoint.position, of: goal } } : {}),
        ...(stopped ? { stopped } : {}),
      };
    });
  }

  /** The event that all views that answer (or the named ones) have taken in; 0 while one has yet to be built. */
  position(names: readonly string[] = this.#answering()): number {
    return Math.min(...names.map((name) => this.#live.get(name)?.checkpoint.position ?? 0));
  }

  /**
   * Resolves when all views that answer (or the named ones) have projected up to the token. @throws ViewsBehind,
   * TypeError for no token
   */
  async reached(token: string, timeoutMs: number, names: readonly string[] = this.#answering()): Promise<void> {
    const late = (): ViewsBehind =>
      new ViewsBehind(`the views have not reached ${token} in ${timeoutMs} ms; ask again`);
    if (!this.#subscription) throw late();
    try {
      await withTimeout(this.#subscription.reached(token), timeoutMs, late);
    } catch (error) {
      throw error instanceof TypeError || error instanceof ViewsBehind ? error : late();
    }
    for (const name of names) {
      const live = this.#live.get(name);
      if (live === undefined) throw new ViewsBehind(`view ${name} is being built`);
      if (live.stopped) throw new ViewsBehind(`view ${name} stopped before event ${live.stopped.position}`);
    }
  }

  /** The position up to which live views were taken along, those that have stopped left out. */
  followed(): number {
    return this.#position;
  }

  /** Whether a fault of the store stopped all views: their rows answer on, as of the position before it. */
  hasFault(): boolean {
    return this.#fault !== undefined;
  }

  /** Listeners are called in the turn of the change. */
  async settled(): Promise<void> {}

  /** @returns the way to stop listening */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The rows that answer now, through swaps. Reading one that has yet to be built throws ViewsBehind. */
  view<R extends Row>({ name }: Projection<R>): View<R> {
    const table = (): ViewTable<R> => {
      const live = this.#live.get(name);
      if (live === undefined) throw new ViewsBehind(`view ${name} is being built`);
      if (live.stopped && !this.#isDecisive(name))
        throw new ViewStopped(name, live.stopped.position, live.stopped.error);
      return live.table as ViewTable<R>;
    };
    return viewOver(table);
  }

  /**
   * Computes one view or all again, aside, while the live rows answer and follow. @throws ViewsBehind where one could
   * not be computed
   */
  async rebuild(name?: string, onProgress?: Progress): Promise<void> {
    const chosen = this.projections.filter((projection) => name === undefined || projection.name === name);
    if (chosen.length === 0)
      throw new RangeError(
        `there is no view ${name}; there are ${this.projections.map((each) => each.name).join(', ')}`,
      );
    const turn = this.#builds.then(async () => {
      const targets: Target[] = [];
      for (const projection of chosen)
        targets.push(targetOf(projection, await this.views.aside(projection, true), beginning));
      await this.#build(targets, onProgress);
      const failed = targets.find(({ stopped }) => stopped !== undefined);
      if (failed)
        throw new ViewsBehind(
          `view ${failed.projection.name} cannot take in event ${failed.stopped!.position}: ${failed.stopped!.error}`,
        );
    });
    this.#builds = turn.catch(() => undefined);
    return turn;
  }

  #isDecisive(name: string): boolean {
    return this.options.decisive === undefined || this.options.decisive.includes(name);
  }

  #answering(): readonly string[] {
    return this.projections
      .map(({ name }) => name)
      .filter((name) => this.#isDecisive(name) || this.#live.get(name)?.stopped === undefined);
  }

  /** Lets the running step finish. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#subscription?.stop();
    await this.#builds.catch(() => undefined);
  }

  #follow(events: readonly Recorded[]): void | Promise<void> {
    const run = (): void | Promise<void> =>
      this.#stepper.run(
        () => [...this.#live.values()],
        events,
        (steps, last) => {
          this.#position = last.position;
          this.#notify(steps);
        },
      );
    const running = this.#swapping ? this.#swapping.then(run) : run();
    this.#following = running?.finally(() => (this.#following = undefined));
    return this.#following;
  }

  #notify(steps: readonly Step[]): void {
    for (const { target, rows, checkpoint, stopped } of steps) {
      const { name } = target.projection;
      if (stopped) this.options.onStopped?.({ ...stopped, view: name });
      if (rows.length > 0)
        for (const listener of this.#listeners)
          listener(
            name,
            rows.map(({ id }) => id),
            checkpoint.position,
          );
    }
    this.options.onMoved?.();
  }

  async #build(targets: readonly Target[], onProgress?: Progress): Promise<void> {
    for (const target of targets) this.#building.set(target.projection.name, target);
    const goal = (): number => Math.max(this.#position, this.#goal);
    const report = reportingOnce(targets, this.options.onStopped);
    const progress: Progress = (done, of) => (report(), onProgress?.(done, of));
    const closed = (): boolean => this.#closed;
    if (!(await pump(this.events, this.#stepper, targets, goal, closed, progress))) return;
    for (const target of targets) {
      if (target.stopped) {
        await this.#persistStopped(target);
        continue;
      }
      await this.views.index(target.projection);
      do if (!(await pump(this.events, this.#stepper, [target], goal, closed))) return;
      while (!(await this.#join(target)));
    }
    for (const { projection } of targets) if (this.#live.has(projection.name)) this.#building.delete(projection.name);
  }

  /**
   * A view that could not be built to the end keeps its position before the event that stopped it: nothing else waits
   * for it. A table that answers already stays.
   */
  async #persistStopped(target: Target): Promise<void> {
    if (this.#live.has(target.projection.name)) return;
    await this.views.index(target.projection);
    await this.views.swap(target.projection);
    this.#answerFrom(target);
  }

  #answerFrom(target: Target): void {
    const { name } = target.projection;
    this.#live.set(name, target);
    this.#building.delete(name);
    for (const listener of this.#listeners) listener(name, 'all', target.checkpoint.position);
    this.options.onMoved?.();
  }

  /** False where the live views have moved on meanwhile. */
  async #join(target: Target): Promise<boolean> {
    if (target.stopped) return true;
    if (this.views.atOnce === undefined) return this.#joinWaiting(target);
    if (target.checkpoint.position < this.#position) return false;
    this.views.atOnce.swap(target.projection);
    this.#answerFrom(target);
    return true;
  }

  /**
   * On an asynchronous engine, live views pause while the rest is projected and the tables are swapped. Otherwise a
   * busy ledger would keep the new table behind.
   */
  async #joinWaiting(target: Target): Promise<boolean> {
    while (this.#following) await this.#following;
    let proceed = (): void => undefined;
    this.#swapping = new Promise<void>((resolve) => (proceed = resolve));
    try {
      const caughtUp = await pump(
        this.events,
        this.#stepper,
        [target],
        () => this.#position,
        () => this.#closed,
      );
      if (!caughtUp || target.stopped) return true;
      await this.views.swap(target.projection);
      this.#answerFrom(target);
      return true;
    } finally {
      this.#swapping = undefined;
      proceed();
    }
  }

  #supervise(state: SubscriptionState): void {
    if (state.state !== 'following') {
      this.#interrupted = state.state === 'reconnecting' && this.#fault === undefined;
      return this.#stopAll(state.cause);
    }
    if (!this.#interrupted) return;
    this.#interrupted = false;
    this.#fault = undefined;
    this.options.onMoved?.();
  }

  #stopAll(reason: unknown): void {
    if (this.#closed || this.#fault) return;
    this.#fault = { position: this.#position + 1, error: reason instanceof Error ? reason.message : String(reason) };
    this.options.onStopped?.({ ...this.#fault, view: undefined });
  }
}
