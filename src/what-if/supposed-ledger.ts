import { createSecretKey, randomBytes } from 'node:crypto';
import type { Refusal } from '../../domain/kernel/decider.js';
import { idOfStream } from '../../domain/kernel/envelope.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import { obligations } from '../../projections/obligations/obligations.js';
import { policies } from '../../projections/policies/policies.js';
import type { Projection } from '../../projections/projection.js';
import { releases } from '../../projections/releases/releases.js';
import { requests } from '../../projections/requests/requests.js';
import { CUSTOMER_SHEETS, ERASED_ALONG } from '../customers/customers.port.js';
import { type Beyond, Entitlements, Sheets } from '../entitlements/entitlements.port.js';
import { type Clock, clockOf } from '../platform/clock.js';
import { obligationsOfContracts, type ShownObligation } from '../obligations/obligations.port.js';
import type { Executed, KeyedRequest } from '../platform/commands/command.js';
import { Instances } from '../platform/commands/instances.js';
import type { UseCase } from '../platform/commands/use-case.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { Sealer } from '../platform/keys/sealer.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { SupposedEvents } from '../platform/ordinals/supposed-events.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { viewsTimeoutMs } from '../platform/projector/views-timeout.js';
import { SupposedViews } from '../platform/views/supposed-views.js';
import { CLOCK, EVENT_STORE, KEY_STORE, ORDINALS, VIEW_READERS } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { REQUEST_ROWS } from '../requests/requests.port.js';

/** What decisions are made of, and the requests that were decided (C9). */
const decisive = [policies, releases, customerSheet, contractSheet, requests] as unknown as readonly Projection[];
const names = decisive.map(({ name }) => name);

/** What is shown beside decisions, where it is asked for. */
const besides = { obligations: obligations as unknown as Projection } as const;
/** What an answer can include besides decisions. */
export const includable = ['obligations'] as const satisfies readonly (keyof typeof besides)[];
export type Included = (typeof includable)[number];

/** Hashes bodies within one supposition; nothing it makes outlives it. */
const bodies = createSecretKey(randomBytes(32));

/** What is supposed of persons stays in memory: no key is made for it. */
class InMemorySealer extends Sealer {
  override seal<T>(_vendor: string, values: readonly T[]): Promise<readonly T[]> {
    return Promise.resolve(values);
  }
}

/** A2: the erasure of a person is recorded in memory alone; no key is destroyed for a supposition. */
const keysUntouched: Pick<KeyStore, 'beginErasure' | 'erase'> = {
  beginErasure: () => Promise.resolve(),
  erase: () => Promise.resolve(),
};

/** What is supposed is in the views when its append is acknowledged. */
const projectedAtOnce: Pick<ViewReaders, 'reached'> = { reached: () => Promise.resolve() };

/**
 * The ledger as it is, with what is supposed on top of it in memory: the same handlers, deciders, projections and
 * decision, over ports that lead nowhere else. Its clock does not move.
 */
export class SupposedLedger {
  readonly entitlements: Entitlements;
  readonly books: PolicyBooks;
  /** What of an answer is supposed. */
  readonly beyond: Beyond;
  readonly #views: SupposedViews;
  readonly #instances: Instances;
  /** Which supposed command caused the events, in their order. */
  readonly #causedBy: number[] = [];
  readonly #changedStreams = new Set<string>();
  #executing = 0;

  private constructor(
    ordinals: Ordinals,
    keys: KeyStore,
    projector: ViewReaders,
    included: readonly Included[],
    readonly clock: Clock,
  ) {
    // In one turn: changes from here on are received, and nothing before them is missing.
    const position = projector.position(names);
    const beside = included.map((each) => besides[each]);
    const views = new SupposedViews(projector, [...decisive, ...beside], position);
    this.#views = views;
    const store = new SupposedEvents(ordinals, position, clock.now(), (events) => {
      this.#causedBy.push(...events.map(() => this.#executing));
      for (const { stream } of events) this.#changedStreams.add(stream);
      return views.project(events);
    });
    this.beyond = { position, commandOf: (at) => this.#causedBy[at - position - 1]! };
    const reached = () => position + this.#causedBy.length;
    const ledger = new Ledger(store, new InMemorySealer(keys), bodies, clock.now);
    const reservations = new Reservations(ledger, store, clock.now);
    const books = new PolicyBooks(views.view(policies), views.view(releases), clock, views, reached);
    const sheets = new Sheets(views.view(customerSheet), views.view(contractSheet), reached, views);
    const entitlements = new Entitlements(
      sheets,
      books,
      {
        head: async () => reached(),
        positionAt: (knownAt) => store.ordinals.positionAt(knownAt),
        firstOf: async (_vendor, stream) => (await store.ordinals.readStream(stream))[0],
      },
      { position: reached, passed: () => Promise.resolve() },
      clock,
    );
    this.books = books;
    this.entitlements = entitlements;
    this.#instances = new Instances([
      [Ledger, ledger],
      [Reservations, reservations],
      [PolicyBooks, books],
      [Entitlements, entitlements],
      [EVENT_STORE, store],
      [ORDINALS, store.ordinals],
      [CLOCK, clock],
      [KEY_STORE, keysUntouched],
      [ERASED_ALONG, []],
      [CUSTOMER_SHEETS, views.view(customerSheet)],
      [REQUEST_ROWS, views.view(requests)],
      [VIEW_READERS, projectedAtOnce],
    ]);
  }

  /** @throws ViewsBehind */
  static async open(
    ordinals: Ordinals,
    keys: KeyStore,
    projector: ViewReaders,
    clock: Clock,
    included: readonly Included[],
  ): Promise<SupposedLedger> {
    await projector.reached((await ordinals.head()).position, viewsTimeoutMs, names);
    const ms = clock.ms();
    const supposed = new SupposedLedger(
      ordinals,
      keys,
      projector,
      included,
      clockOf(() => ms),
    );
    await projector.reached(supposed.beyond.position, viewsTimeoutMs, included);
    await supposed.books.refresh();
    return supposed;
  }

  /** Executes the supposed command of this number, by the handler that its route has. */
  execute(
    index: number,
    { handler, create }: UseCase,
    ...data: readonly [vendor: string, ids: Readonly<Record<string, string>>, body: object, request: KeyedRequest]
  ): Promise<Executed | Refusal> {
    this.#executing = index;
    return this.#instances.get(handler).execute(create(...data)) as Promise<Executed | Refusal>;
  }

  /** What is owed for contracts, planned ones too, by what is supposed so far (O10). */
  async obligationsOf(vendor: string, contractIds: Iterable<string>): Promise<readonly ShownObligation[]> {
    return obligationsOfContracts(vendor, [...contractIds], {
      view: this.#views.view(obligations),
      published: await this.books.snapshot(vendor),
      now: this.clock.ms(),
    });
  }

  /** Contracts of which something is supposed. */
  changedContracts(vendor: string): readonly string[] {
    return [...this.#changedStreams].filter((stream) => stream.startsWith(`${vendor}.contract-`)).map(idOfStream);
  }

  /**
   * Whether the ledger went on where this was read: it may mix what is with what is supposed, and must not be
   * answered.
   */
  moved(): boolean {
    return this.#views.moved();
  }

  close(): void {
    this.#views.close();
  }
}
