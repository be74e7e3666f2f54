import { randomUUID } from 'node:crypto';
import type { Projection } from '../../../projections/projection.js';
import type { ViewStore } from '../views/view-store.js';
import { Backoff } from './backoff.js';
import type { OnProgress } from './builder.js';
import { type Fault, faultOf } from './fault.js';
import type { FollowedEvents } from './followed-events.js';
import { LeaseKeeper } from './lease-keeper.js';
import { type ProjectorOptions, usualLeaseMs } from './options.js';
import { Session, type SessionParts } from './session.js';
import type { Done } from './stepper.js';
import type { Target } from './target.js';
import { ViewStates } from './view-states.js';
import { type ChangeListener, ViewsBehind, type ViewStatus } from './views-behind.js';
import { causeIn, operatorText } from '../operator-fault.js';

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Projects the ledger into the views whose leases it holds: live ones by one subscription, missing ones aside in one
 * pass, swapped in when they have caught up. A fault of the ledger or the store ends a session; after a delay the next
 * one goes on from what is stored. On the embedded engines a view has projected an event before its append is
 * acknowledged.
 */
export class Projector {
  readonly #states = new ViewStates();
  readonly #leases: LeaseKeeper;
  readonly #parts: SessionParts;
  readonly #listeners = new Set<ChangeListener>();
  readonly #waiters = new Set<Waiter>();
  readonly #backoff = new Backoff();
  #session: Session | undefined;
  /** Sessions that a fault has ended finish their running step. */
  #ending: Promise<unknown> = Promise.resolve();
  /** The ledger's end when the projector was started: before it, views answer from a past they need not have. */
  #goal: number | undefined;
  /** The last event that is known. */
  #head = 0;
  #fault: Fault | undefined;
  /** The subscription cannot read the ledger for now, and reports when it can. */
  #interruption: Fault | undefined;
  #closed = false;

  constructor(
    events: FollowedEvents,
    views: ViewStore,
    private readonly projections: readonly Projection[],
    private readonly options: ProjectorOptions = {},
  ) {
    const names = projections.map(({ name }) => name);
    this.#leases = new LeaseKeeper(views, names, options.owner ?? randomUUID(), options.leaseMs ?? usualLeaseMs, {
      onHeld: (lease) => void this.#session?.take([lease]).catch((error: unknown) => this.#faulted(error)),
      onLost: (view) => (this.#session === undefined ? this.#states.forget(view) : this.#session.drop(view)),
      onFault: (reason) => this.#faulted(reason),
    });
    this.#parts = {
      events,
      views,
      projections,
      states: this.#states,
      leaseOf: (view) => this.#leases.lease(view),
      onMoved: (steps) => this.#moved(steps),
      onAnswering: (target) => this.#answering(target),
      onStopped: ({ projection, stopped }) => options.onStopped?.({ ...stopped!, view: projection.name }),
      onFenced: (view) => this.#leases.lose(view),
      onFault: (reason) => this.#faulted(reason),
      onInterrupted: (reason) => this.#interrupted(reason),
    };
  }

  /**
   * Resolves when the held live views are followed; those that are behind or must be built continue in the background
   * (see `untilReady`), and those that another projector holds are waited for.
   */
  async start(): Promise<void> {
    await this.#open();
    this.#leases.start();
  }

  /** Whether this projector holds the view. */
  holds(view: string): boolean {
    return this.#leases.lease(view) !== undefined;
  }

  /**
   * Whether every view is held, built and has projected what was recorded before the start. A view that stops later
   * does not change it.
   */
  ready(): boolean {
    return this.#isUpTo(0);
  }

  /** Resolves when `ready`, with what is recorded by now. @throws ViewsBehind where it was closed, and any fault */
  async untilReady(): Promise<void> {
    const fault = this.#heldUp();
    if (fault !== undefined) throw fault.reason;
    const { position } = await this.#parts.events.head();
    await new Promise<void>((resolve, reject) => {
      this.#waiters.add({ position, resolve, reject });
      this.#wake();
    });
  }

  status(): readonly ViewStatus[] {
    return this.#states.status(this.projections, this.#head, this.#heldUp()?.message);
  }

  /** Listeners are called in the turn of the change. @returns the way to stop listening */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Computes one view or all again, aside, while the live rows answer and follow. @throws ViewsBehind where one could
   * not be computed, RangeError for a view that does not exist
   */
  async rebuild(name?: string, onProgress?: OnProgress): Promise<void> {
    const chosen = this.projections.filter((projection) => name === undefined || projection.name === name);
    if (chosen.length === 0)
      throw new RangeError(
        `there is no view ${name}; there are ${this.projections.map((each) => each.name).join(', ')}`,
      );
    const elsewhere = chosen.find((projection) => !this.holds(projection.name));
    if (elsewhere !== undefined) throw new ViewsBehind(operatorText('view-elsewhere', { view: elsewhere.name }));
    const session = this.#session;
    const fault = this.#heldUp();
    if (session === undefined)
      throw new ViewsBehind(fault === undefined ? operatorText('projector-not-started') : causeIn(fault.reason));
    for (const { projection, stopped } of await session.rebuild(chosen, onProgress))
      if (stopped !== undefined)
        throw new ViewsBehind(
          operatorText('view-refuses-event', {
            view: projection.name,
            position: stopped.position,
            cause: stopped.error,
          }),
        );
  }

  /** Lets the running step finish, and gives the leases back. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#backoff.cancel();
    this.#wake();
    await Promise.all([this.#ending, this.#session?.end()]);
    await this.#leases.close();
  }

  async #open(): Promise<void> {
    try {
      await this.#leases.round();
      const { position } = await this.#parts.events.head();
      if (this.#closed) return;
      this.#goal ??= position;
      this.#head = position;
      this.#session = new Session(this.#parts, position);
      const held = this.projections.flatMap(({ name }) => this.#leases.lease(name) ?? []);
      const session = this.#session;
      await session.take(held);
      void session.idle().then(() => this.#healed(session));
    } catch (error) {
      this.#faulted(error);
    }
  }

  #moved(steps: readonly Done[]): void {
    for (const { target, step } of steps)
      if (step.rows.length > 0)
        this.#notify(
          target,
          step.rows.map(({ id }) => id),
        );
    this.#head = Math.max(this.#head, this.#session?.position ?? 0);
    this.#healed(this.#session);
    this.#wake();
  }

  #answering(target: Target): void {
    this.#notify(target, 'all');
    this.#wake();
  }

  #notify({ projection, checkpoint }: Target, ids: readonly string[] | 'all'): void {
    for (const listener of this.#listeners) listener(projection.name, ids, checkpoint.position);
  }

  /** What was tried again after a fault succeeded. */
  #healed(session: Session | undefined): void {
    if (session === undefined || session !== this.#session) return;
    this.#backoff.reset();
    if (this.#fault === undefined) return;
    this.#fault = undefined;
    this.#wake();
  }

  /** The tables' rows answer on, as of the positions before it. */
  #faulted(reason: unknown): void {
    if (this.#closed) return;
    const before = this.#heldUp();
    this.#fault = faultOf(reason);
    this.#interruption = undefined;
    this.#announce(this.#fault, before);
    this.#ending = Promise.all([this.#ending, this.#session?.end()]);
    this.#session = undefined;
    this.#backoff.schedule(async () => {
      await this.#ending;
      if (!this.#closed) await this.#open();
    });
    this.#wake();
  }

  #interrupted(reason: unknown): void {
    const before = this.#heldUp();
    this.#interruption = reason === undefined ? undefined : faultOf(reason);
    if (this.#interruption !== undefined) this.#announce(this.#interruption, before);
    this.#wake();
  }

  #heldUp(): Fault | undefined {
    return this.#fault ?? this.#interruption;
  }

  #announce({ message }: Fault, before: Fault | undefined): void {
    if (before?.message !== message)
      this.options.onStopped?.({ position: this.#head + 1, error: message, view: undefined });
  }

  #isUpTo(position: number): boolean {
    return (
      this.#session !== undefined &&
      this.#heldUp() === undefined &&
      this.#states.haveReached(Math.max(position, this.#goal ?? 0), this.projections)
    );
  }

  #wake(): void {
    const fault = this.#heldUp();
    for (const waiter of [...this.#waiters]) {
      if (this.#closed) waiter.reject(new ViewsBehind(operatorText('projector-closed')));
      else if (fault !== undefined) waiter.reject(fault.reason);
      else if (this.#isUpTo(waiter.position)) waiter.resolve();
      else continue;
      this.#waiters.delete(waiter);
    }
    this.options.onMoved?.();
  }
}
