import type { MessagePort } from 'node:worker_threads';
import type { Projected } from '../engines.js';
import type { Subscription } from '../events/event-store.js';
import { openEventStore } from '../events/open-event-store.js';
import type { SqliteEventStore } from '../events/sqlite-event-store.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { sealsOf } from '../events/seals.js';
import { Projector } from '../projector/projector.js';
import { openViewStore } from '../views/open-view-store.js';
import type { ViewStore } from '../views/view-store.js';
import type { Answer, Failed, Message, Moved, Request, ViewChange, Work, WorkResult } from './messages.js';
import { sendError } from './sent-errors.js';

/** How often the state of a build is reported, in ms. */
const reportEvery = 200;
/** A day in ms: one process uses the store, and the leases of one that died end when it is opened again. */
const leaseMs = 86_400_000;

export interface ThreadSettings {
  readonly home: string;
  readonly eventsUrl: string;
  readonly viewsUrl: string;
}

/**
 * The write side of the embedded stores (docs/decisions): owns the write connections, groups waiting appends into one
 * commit, projects it, and acknowledges when the views have it. Answers `Request`s that arrive at `port`.
 * @param clock epoch milliseconds
 */
export async function serveWrites(
  port: MessagePort,
  settings: ThreadSettings,
  projected: Projected,
  clock: () => number,
): Promise<void> {
  const post = (message: Message): void => port.postMessage(message);
  try {
    const { events, ordinals } = await openEventStore(settings.eventsUrl, { home: settings.home, clock });
    try {
      const views = await openViewStore(settings.viewsUrl, {
        home: settings.home,
        onReplaced: (what) => post({ kind: 'replaced', what }),
      });
      const thread = new WriteThread(events, ordinals, views, projected, post, () => port.close());
      port.on('message', (requests: readonly Request[]) => {
        for (const request of requests) void thread.answer(request);
      });
      post({ kind: 'opened', moved: await thread.opened() });
    } catch (error) {
      await events.close();
      throw error;
    }
  } catch (error) {
    post({ kind: 'not-opened', error: sendError(error) });
    port.close();
  }
}

class WriteThread {
  readonly #projector: Projector;
  #changes: ViewChange[] = [];
  #answers: (Answer | Failed)[] = [];
  #reportWaits = false;
  #building: NodeJS.Timeout | undefined;
  #follow: Subscription | undefined;

  constructor(
    private readonly events: SqliteEventStore,
    private readonly ordinals: Ordinals,
    private readonly views: ViewStore,
    { projections }: Projected,
    private readonly post: (message: Message) => void,
    private readonly end: () => void,
  ) {
    this.#projector = new Projector(ordinals, views, projections, {
      onStopped: ({ view, position, error }) => {
        post({ kind: 'view-stopped', view, position, error });
        this.#reportSoon();
      },
      onMoved: () => this.#reportSoon(),
      leaseMs,
    });
    this.#projector.onChange((view, ids, position) => {
      this.#changes.push({ view, ids, position });
      this.#reportSoon();
    });
  }

  /** From now on each commit is reported; a microtask after it, so together with the rows that it changed. */
  async opened(): Promise<Moved> {
    const moved = await this.#state();
    this.#follow = this.ordinals.subscribe(
      moved.head,
      () => this.#reportSoon(),
      () => this.#reportSoon(),
    );
    return moved;
  }

  async answer({ number, work }: Request): Promise<void> {
    try {
      const result = await this.#perform(number, work);
      // What this work moved is reported before its answer: whoever waits for it reads what it wrote.
      if (this.#reportWaits) await this.#report();
      this.#answer({ number, result });
    } catch (error) {
      // A store that stopped commits nothing any more: health must know it all the same.
      if (this.events.stopped() !== null) await this.#report();
      this.#answer({ number, error: sendError(error) });
    }
    if (work.kind !== 'close') return;
    this.#sendAnswers();
    this.end();
  }

  /** Answers of one turn are one message: sending each by itself costs more than making it. */
  #answer(answer: Answer | Failed): void {
    this.#answers.push(answer);
    if (this.#answers.length === 1) process.nextTick(() => this.#sendAnswers());
  }

  #sendAnswers(): void {
    if (this.#answers.length > 0) this.post({ kind: 'answers', answers: this.#answers });
    this.#answers = [];
  }

  async #state(): Promise<Moved> {
    const changes = this.#changes;
    this.#changes = [];
    return {
      kind: 'moved',
      head: (await this.ordinals.head()).position,
      status: this.#projector.status(),
      ready: this.#projector.ready(),
      changes,
      stopped: this.events.stopped(),
    };
  }

  async #perform(number: number, work: Work): Promise<WorkResult> {
    switch (work.kind) {
      case 'append':
        return this.events.record(work.appends);
      case 'adopt':
        await this.events.adopt(work.events);
        return undefined;
      case 'position-at':
        return this.ordinals.positionAt(work.knownAt);
      case 'start':
        await this.#start();
        return undefined;
      case 'until-ready':
        await this.#projector.untilReady();
        return undefined;
      case 'rebuild':
        await this.#projector.rebuild(work.view, (done, of) => this.post({ kind: 'progress', number, done, of }));
        return undefined;
      case 'settled':
        return undefined;
      case 'seal-head':
        return sealsOf(this.events)!.head();
      case 'close':
        await this.#close();
        return undefined;
    }
  }

  async #start(): Promise<void> {
    await this.#projector.start();
    this.#building = setInterval(() => {
      if (this.#projector.status().some(({ building }) => building !== undefined)) this.#reportSoon();
    }, reportEvery);
    this.#reportSoon();
  }

  async #close(): Promise<void> {
    clearInterval(this.#building);
    await this.#projector.close();
    await this.#follow?.stop();
    await this.events.close();
    await this.views.close();
  }

  #reportSoon(): void {
    if (this.#reportWaits) return;
    this.#reportWaits = true;
    queueMicrotask(() => void this.#report());
  }

  async #report(): Promise<void> {
    this.#reportWaits = false;
    this.post(await this.#state());
  }
}
