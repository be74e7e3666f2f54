import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { contract } from '../../domain/contract/contract.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { customer, type CustomerState } from '../../domain/customer/customer.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import type { Decider } from '../../domain/kernel/decider.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { idOfStream, type Recorded, type Said, streamName } from '../../domain/kernel/envelope.js';
import type { CustomerFact, CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { factsKnownAt } from '../../projections/facts/facts.row.js';
import { CUSTOMER_SHEETS } from '../customers/customers.port.js';
import type { EventStore } from '../platform/events/event-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { type CommandRequest, Stale } from '../platform/ledger/outcome.js';
import { type Claim, normalized, Reservations } from '../platform/ledger/reservations.js';
import { EVENT_STORE } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { importOf, undoOf } from './provenance.js';

/** A fact that was recorded after an import and stands on what it created. */
export interface LaterFact {
  readonly category: 'contract' | 'customer';
  readonly id: string;
  readonly position: number;
  readonly type: string;
}

type CreatedEvent = Recorded<ContractEvent | CustomerEvent>;

/** How many streams are withdrawn side by side: enough to share fsyncs, few enough to let others in. */
const sideBySide = 64;

/** Takes back what an import created, by compensating events (C9); an older `knownAt` still finds it (T5). */
export class ImportUndo {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
  ) {}

  /** Facts that stand on the import, at most `limit` of them, in the order of what they stand on. */
  async laterFacts(vendor: string, importId: string, limit: number): Promise<readonly LaterFact[]> {
    const found: LaterFact[] = [];
    for await (const event of this.created(vendor, importId)) {
      found.push(...(await this.standingOn(vendor, importId, event)));
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /**
   * Contracts, then customers, then what was added to customers that stood before. Said again, it goes on where it
   * was interrupted.
   */
  async withdraw(
    vendor: string,
    importId: string,
    reason: string,
    request: Pick<CommandRequest, 'actor' | 'channel'>,
    ended: () => boolean,
  ): Promise<{ readonly contracts: number; readonly customers: number; readonly kept: number } | undefined> {
    const counts = { contracts: 0, customers: 0, kept: 0 };
    const said = {
      ...request,
      correlationId: `${importId}.undo`,
      causationId: importId,
      undoneImportId: importId,
      reason,
      body: null,
      key: importId,
    };
    for (const pass of ['ContractPurchased', 'CustomerRegistered', 'addition'] as const) {
      let group: CreatedEvent[] = [];
      const work = async () => {
        for (const done of await Promise.all(
          group.map((event) => this.takenBack(vendor, importId, reason, event, said)),
        ))
          counts[done] += 1;
        group = [];
        await nextTurn();
      };
      for await (const event of this.created(vendor, importId)) {
        if (ended()) return undefined;
        const addition = event.type === 'ContactAdded' || event.type === 'CustomerManagerAssigned';
        if (pass === 'addition') {
          // One after the other: several concern one customer.
          if (addition) await this.removed(vendor, importId, event, said);
        } else if (event.type === pass && group.push(event) === sideBySide) await work();
      }
      await work();
    }
    return counts;
  }

  /** What the import said of contracts and customers, in the order it did. */
  private async *created(vendor: string, importId: string): AsyncGenerator<CreatedEvent> {
    const own = await this.store.readStream(streamName(vendor, 'import', importId));
    const [first, last] = [
      own[0]?.position ?? 0,
      own.find(({ type }) => type === 'ImportFinished' || type === 'ImportFailed')?.position ?? Infinity,
    ];
    for (let after = first; ;) {
      const events = await this.store.readAll(after, 500);
      for (const event of events) {
        if (event.position >= last) return;
        const speaks =
          event.type === 'ContractPurchased' ||
          event.type === 'CustomerRegistered' ||
          event.type === 'ContactAdded' ||
          event.type === 'CustomerManagerAssigned';
        if (speaks && event.vendor === vendor && importOf(event) === importId) yield event as CreatedEvent;
      }
      if (events.length === 0) return;
      after = events.at(-1)!.position;
      await nextTurn();
    }
  }

  private async standingOn(vendor: string, importId: string, event: CreatedEvent): Promise<readonly LaterFact[]> {
    const id = idOfStream(event.stream);
    const later = async (category: LaterFact['category']) =>
      (await this.store.readStream(event.stream))
        .filter((it) => isLater(it, importId))
        .map(({ position, type }): LaterFact => ({ category, id, position, type }));
    if (event.type === 'ContractPurchased') return later('contract');
    if (event.type === 'CustomerRegistered')
      return [...(await later('customer')), ...(await this.laterContracts(vendor, importId, id))];
    if (event.type !== 'ContactAdded') return [];
    const { contactId } = event.data;
    const [registered, ...rest] = await this.store.readStream(event.stream);
    if (registered !== undefined && importOf(registered) === importId) return [];
    return rest
      .filter(
        (it) =>
          it.type === 'ContactChanged' &&
          isLater(it, importId) &&
          (it.data as { contactId: string }).contactId === contactId,
      )
      .map(({ position, type }) => ({ category: 'customer', id, position, type }));
  }

  /** Contracts of a customer that the import did not create, and merges with others. */
  private async laterContracts(vendor: string, importId: string, customerId: string): Promise<readonly LaterFact[]> {
    const row = await this.customers.get(customerId);
    const merges = factsKnownAt<CustomerFact>(row === undefined ? [] : [row], Infinity).filter(
      ({ kind }) => kind === 'merged-into' || kind === 'absorbed',
    );
    const found: LaterFact[] = merges.map(({ position, proof }) => ({
      category: 'customer',
      id: customerId,
      position,
      type: proof[0]!.type,
    }));
    for (const id of row === undefined ? [] : contractsOf([row], Infinity)) {
      const [purchase] = await this.store.readStream(streamName(vendor, 'contract', id));
      if (purchase !== undefined && importOf(purchase) !== importId)
        found.push({ category: 'customer', id: customerId, position: purchase.position, type: purchase.type });
    }
    return found;
  }

  private async takenBack(
    vendor: string,
    importId: string,
    reason: string,
    event: CreatedEvent,
    said: Sayings,
  ): Promise<'contracts' | 'customers' | 'kept'> {
    const id = idOfStream(event.stream);
    const contracted = event.type === 'ContractPurchased';
    const stands = async () =>
      contracted
        ? (await this.ledger.load(vendor, 'contract', id, contract)).state.status === 'purchased'
        : (await this.ledger.load(vendor, 'customer', id, customer)).state.status === 'registered';
    if (await stands()) {
      const revision = (await this.store.readStream(event.stream)).at(-1)!.revision;
      // A contract of the import that was kept holds its customer too.
      const held =
        (await this.standingOn(vendor, importId, event)).length > 0 || (!contracted && (await this.hasContracts(id)));
      const done = held
        ? undefined
        : await this.withdrawn(
            vendor,
            contracted ? 'contract' : 'customer',
            id,
            { kind: 'withdraw', importId, reason },
            { ...said, scope: `undo ${event.stream}`, ifMatch: revision },
          );
      if (done === undefined) return 'kept';
    }
    for (const claim of claimsOf(event)) {
      await this.reservations.release(vendor, claim, id, { ...said, scope: `undo ${event.stream}` }, stands);
    }
    return contracted ? 'contracts' : 'customers';
  }

  private async hasContracts(customerId: string): Promise<boolean> {
    const row = await this.customers.get(customerId);
    return row !== undefined && contractsOf([row], Infinity).length > 0;
  }

  /** Undefined where somebody changed it meanwhile. */
  private async withdrawn(
    vendor: string,
    category: 'contract' | 'customer',
    id: string,
    command: { readonly kind: 'withdraw'; readonly importId: string; readonly reason: string },
    request: CommandRequest,
  ): Promise<true | undefined> {
    const decider = (category === 'contract' ? contract : customer) as unknown as Decider<
      unknown,
      typeof command,
      Said,
      string
    >;
    try {
      const outcome = await this.ledger.handle({ vendor, category, id, decider, command, request });
      if (outcome instanceof Refusal) throw new Error(`${id} refused to be withdrawn: ${outcome.code}`);
      return true;
    } catch (error) {
      if (error instanceof Stale) return undefined;
      throw error;
    }
  }

  /**
   * A contact or a manager that the import gave to a customer who stood before: away, unless somebody has said
   * otherwise since.
   */
  private async removed(vendor: string, importId: string, event: CreatedEvent, said: Sayings): Promise<void> {
    const id = idOfStream(event.stream);
    const history = await this.ledger.streams.read<CustomerEvent>(vendor, event.stream);
    if (history[0] !== undefined && importOf(history[0]) === importId) return;
    const managed = history.filter(({ type }) => type === 'CustomerManagerAssigned');
    const lastManaged = managed.at(-1);
    const restored =
      event.type === 'CustomerManagerAssigned' && lastManaged !== undefined && importOf(lastManaged) === importId;
    const before = history.slice(
      0,
      history.findIndex((earlier) => earlier.type === 'CustomerManagerAssigned' && importOf(earlier) === importId),
    );
    const earlier = before.reduce<CustomerState>(
      (state, it) => customer.evolve(state, it as CustomerEvent),
      customer.initial,
    );
    await this.ledger.handle({
      vendor,
      category: 'customer',
      id,
      decider: customer,
      request: { ...said, scope: `undo ${event.id}` },
      command: (state) => ({
        kind: 'change' as const,
        contacts: [],
        ...(restored && earlier.status === 'registered' && { manager: earlier.manager }),
        removeContacts:
          event.type === 'ContactAdded' &&
          state.status === 'registered' &&
          state.contacts.some(({ contactId }) => contactId === event.data.contactId)
            ? [event.data.contactId]
            : [],
      }),
    });
  }
}

type Sayings = Omit<CommandRequest, 'scope'>;

/** An erasure stands on nothing: it must be done whatever becomes of the customer (A2). */
const isLater = (event: Recorded, importId: string): boolean =>
  importOf(event) !== importId && undoOf(event) !== importId && event.type !== 'ContactErased';

const claimsOf = (event: CreatedEvent): readonly Claim[] => {
  if (event.type === 'ContractPurchased')
    return [
      { kind: 'contract-no', value: normalized(event.data.contractNo) },
      { kind: 'licence-no', value: normalized(event.data.licenceNo) },
    ];
  return event.type === 'CustomerRegistered' ? [{ kind: 'customer-code', value: event.data.code }] : [];
};
