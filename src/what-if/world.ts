import { createSecretKey, randomBytes } from 'node:crypto';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import { policies } from '../../projections/policies/policies.js';
import type { Projection } from '../../projections/projection.js';
import { releases } from '../../projections/releases/releases.js';
import { type ContractWorld, contractWorld } from '../contracts/contracts.port.js';
import { customerDesk } from '../customers/customers.port.js';
import { type Beyond, Entitlements, Sheets } from '../entitlements/entitlements.port.js';
import { type Clock, clockOf } from '../platform/clock.js';
import type { EventStore } from '../platform/events/event-store.js';
import { SupposedEvents } from '../platform/events/supposed-events.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { Sealer } from '../platform/keys/sealer.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import type { Projector } from '../platform/projector/projector.js';
import { SupposedViews } from '../platform/views/supposed-views.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ReleaseCommands } from '../releases/releases.port.js';

/** What decisions are made of. */
const decisive = [policies, releases, customerSheet, contractSheet] as unknown as readonly Projection[];
const names = decisive.map(({ name }) => name);

/** How long the views are waited for, in ms. */
const patience = 5_000;

/** Tells bodies apart within one supposition; nothing it makes outlives it. */
const bodies = createSecretKey(randomBytes(32));

/** What is supposed of persons stays in memory: no key is made for it. */
class InMemorySealer extends Sealer {
  override seal<T>(_vendor: string, values: readonly T[]): Promise<readonly T[]> {
    return Promise.resolve(values);
  }
}

/**
 * The product over the ledger as it stands, with everything said in it kept in memory: the same deciders, handlers,
 * projections and
 * decision, over ports that lead nowhere else. Time stands still in it.
 */
export class World {
  readonly entitlements: Entitlements;
  readonly books: PolicyBooks;
  readonly contracts: ContractWorld;
  readonly customers: CommandExecutor;
  readonly releases: ReleaseCommands;
  /** What of an answer is supposed. */
  readonly beyond: Beyond;
  readonly #views: SupposedViews;
  /** Which supposed command said the events, in their order. */
  readonly #saidBy: number[] = [];
  #saying = 0;

  private constructor(
    events: EventStore,
    keys: KeyStore,
    projector: Projector,
    readonly clock: Clock,
  ) {
    // In one turn: what is recorded from here on is heard of, and nothing before it is missing.
    const position = projector.position(names);
    const views = new SupposedViews(projector, decisive, position);
    this.#views = views;
    const store = new SupposedEvents(events, position, clock.now(), (said) => {
      this.#saidBy.push(...said.map(() => this.#saying));
      return views.project(said);
    });
    this.beyond = { position, commandOf: (at) => this.#saidBy[at - position - 1]! };
    const reached = () => position + this.#saidBy.length;
    const ledger = new Ledger(store, new InMemorySealer(keys), bodies, clock.now);
    const reservations = new Reservations(ledger, store, clock.now);
    const books = new PolicyBooks(views.view(policies), views.view(releases), clock, views, reached);
    const sheets = new Sheets(views.view(customerSheet), views.view(contractSheet), reached, views);
    const entitlements = new Entitlements(
      sheets,
      books,
      store,
      { position: reached, passed: () => Promise.resolve() },
      clock,
    );
    this.books = books;
    this.entitlements = entitlements;
    this.contracts = contractWorld({ ledger, reservations, books, entitlements, clock });
    this.customers = customerDesk({ ledger, reservations });
    this.releases = new ReleaseCommands(ledger, books);
  }

  /** @throws ViewsBehind */
  static async open(events: EventStore, keys: KeyStore, projector: Projector, clock: Clock): Promise<World> {
    await projector.reached((await events.head()).token, patience, names);
    const ms = clock.ms();
    const world = new World(
      events,
      keys,
      projector,
      clockOf(() => ms),
    );
    await world.books.refresh();
    return world;
  }

  /** What is said from now on is the supposed command of this number. */
  next(index: number): void {
    this.#saying = index;
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
