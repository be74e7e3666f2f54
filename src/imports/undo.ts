import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { contract } from '../../domain/contract/contract.js';
import { customer } from '../../domain/customer/customer.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { ImportEvent } from '../../domain/import/import.events.js';
import { importing } from '../../domain/import/import.js';
import type { Decider } from '../../domain/kernel/decider.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { idOfStream, type StreamEvent, type DomainEvent, streamName } from '../../domain/kernel/envelope.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { CUSTOMER_SHEETS } from '../customers/customers.port.js';
import type { EventStore } from '../platform/events/event-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { type CommandRequest, Stale } from '../platform/ledger/outcome.js';
import { type Claim, normalized, Reservations } from '../platform/ledger/reservations.js';
import { EVENT_STORE, ORDINALS } from '../platform/tokens.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import type { View } from '../platform/views/view-store.js';
import { type CreatedEvent, type LaterFact, LaterFacts } from './later-facts.js';
import { importOf, undoOf } from './provenance.js';

/** How many streams are withdrawn side by side: enough to share fsyncs, few enough to let others in. */
const sideBySide = 64;

/** Takes back what an import created, by compensating events (C9); an older `knownAt` still finds it (T5). */
export class ImportUndo {
  private readonly later: LaterFacts;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ORDINALS) private readonly ordinals: Ordinals,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(CUSTOMER_SHEETS) customers: View<CustomerSheetRow>,
  ) {
    this.later = new LaterFacts(streams, customers);
  }

  /** Facts that stand on the import, at most `limit` of them, in the order of what they stand on. */
  async laterFacts(vendor: string, importId: string, limit: number): Promise<readonly LaterFact[]> {
    const found: LaterFact[] = [];
    for await (const event of this.created(vendor, importId)) {
      found.push(...(await this.later.standingOn(vendor, importId, event)));
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
    const own = await this.streams.read<ImportEvent>(vendor, streamName(vendor, 'import', importId));
    const [first, last] = [
      own[0]?.position ?? 0,
      own.find(({ type }) => type === 'ImportFinished' || type === 'ImportFailed')?.position ?? Infinity,
    ];
    for (let after = first; ;) {
      const events = await this.ordinals.readAll(after, 500);
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
        (await this.later.standingOn(vendor, importId, event)).length > 0 ||
        (!contracted && (await this.later.hasContracts(vendor, id)));
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
      DomainEvent,
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
    const manager = await this.managerWithout(vendor, importId, history);
    await this.ledger.handle({
      vendor,
      category: 'customer',
      id,
      decider: customer,
      request: { ...said, scope: `undo ${event.id}` },
      command: (state) => ({
        kind: 'change' as const,
        contacts: [],
        ...(event.type === 'CustomerManagerAssigned' && manager !== undefined && { manager }),
        removeContacts:
          event.type === 'ContactAdded' &&
          state.status === 'registered' &&
          state.contacts.some(({ contactId }) => contactId === event.data.contactId)
            ? [event.data.contactId]
            : [],
      }),
    });
  }

  /**
   * The manager of a customer as if this import and those that were undone since had never named one; undefined where
   * somebody has said otherwise since (C9).
   */
  private async managerWithout(
    vendor: string,
    importId: string,
    history: readonly StreamEvent<CustomerEvent>[],
  ): Promise<Personal<string> | null | undefined> {
    let [manager, isOwn]: [Personal<string> | null, boolean] = [null, false];
    for (const event of history) {
      if (event.type !== 'CustomerRegistered' && event.type !== 'CustomerManagerAssigned') continue;
      if (await this.isOfUndone(vendor, event)) continue;
      isOwn = importOf(event) === importId;
      if (!isOwn) manager = event.data.manager;
    }
    return isOwn ? manager : undefined;
  }

  /** Whether an import that was undone recorded it, or its undo. */
  private async isOfUndone(vendor: string, event: StreamEvent): Promise<boolean> {
    const importId = importOf(event) ?? undoOf(event);
    if (importId === undefined) return false;
    const { state } = await this.ledger.load(vendor, 'import', importId, importing);
    return state.status === 'undone';
  }
}

type Sayings = Omit<CommandRequest, 'scope'>;

const claimsOf = (event: CreatedEvent): readonly Claim[] => {
  if (event.type === 'ContractPurchased')
    return [
      { kind: 'contract-no', value: normalized(event.data.contractNo) },
      { kind: 'licence-no', value: normalized(event.data.licenceNo) },
    ];
  return event.type === 'CustomerRegistered' ? [{ kind: 'customer-code', value: event.data.code }] : [];
};
