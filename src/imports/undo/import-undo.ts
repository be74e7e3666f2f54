import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { contract } from '../../../domain/contract/contract.js';
import { customer } from '../../../domain/customer/customer.js';
import type { CustomerEvent, Manager } from '../../../domain/customer/customer.events.js';
import type { ImportEvent } from '../../../domain/import/import.events.js';
import { importing } from '../../../domain/import/import.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type Actor, idOfStream, type StreamEvent, streamName } from '../../../domain/kernel/envelope.js';
import { customerSheet } from '../../../projections/customer-sheet/customer-sheet.js';
import type { CustomerSheetRow } from '../../../projections/customer-sheet/customer-sheet.row.js';
import { requests } from '../../../projections/requests/requests.js';
import type { RequestRow } from '../../../projections/requests/requests.row.js';
import { WithdrawContract } from '../../contracts/contracts.port.js';
import {
  type AddedByRecord,
  CUSTOMER_SHEETS,
  TakeBackRecord,
  WithdrawCustomer,
} from '../../customers/customers.port.js';
import type { Executed, KeyedRequest } from '../../platform/commands/command.js';
import type { EventStore } from '../../platform/events/event-store.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { NumberedStreams } from '../../platform/ledger/numbered-streams.js';
import { Stale } from '../../platform/ledger/outcome.js';
import { numberedNow } from '../../platform/ordinals/numbered-now.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import type { ViewReaders } from '../../platform/projector/view-readers.js';
import { viewsTimeoutMs } from '../../platform/projector/views-timeout.js';
import { EVENT_STORE, ORDINALS, VIEW_READERS } from '../../platform/tokens.js';
import type { View } from '../../platform/views/view-store.js';
import { REQUEST_ROWS } from '../../requests/requests.port.js';
import type { CreatedEvent, LaterFact } from './later-fact.js';
import { LaterFacts } from './later-facts.js';
import { importOf, undoOf } from './provenance.js';

/** How many streams are withdrawn side by side: enough to share fsyncs, few enough to let others in. */
const sideBySide = 64;

/** Takes back what an import created, by compensating events (C9); an older `knownAt` still finds it (T5). */
export class ImportUndo {
  private readonly later: LaterFacts;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream' | 'head'>,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'readAll' | 'positionOf'>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(CUSTOMER_SHEETS) customers: View<CustomerSheetRow>,
    @Inject(REQUEST_ROWS) requestRows: View<RequestRow>,
    @Inject(VIEW_READERS) private readonly views: Pick<ViewReaders, 'reached'>,
  ) {
    this.later = new LaterFacts(streams, customers, requestRows);
  }

  /** Facts that depend on the import, at most `limit` of them, in the order of what they depend on. */
  async laterFacts(vendor: string, importId: string, limit: number): Promise<readonly LaterFact[]> {
    const found = new Map<string, LaterFact>();
    await this.viewReached();
    for await (const event of this.created(vendor, importId)) {
      // A request may depend on a contract and on its customer.
      for (const fact of await this.later.dependingOn(vendor, importId, event))
        found.set(`${fact.category} ${fact.id} ${fact.position}`, fact);
      if (found.size >= limit) break;
    }
    return [...found.values()].slice(0, limit);
  }

  /**
   * Contracts, then customers, then what was added to customers that existed before. Repeated, it continues where it
   * was interrupted; undefined where `signal` interrupts it.
   */
  async withdraw(
    vendor: string,
    importId: string,
    reason: string,
    actor: Actor,
    signal: AbortSignal,
  ): Promise<{ readonly contracts: number; readonly customers: number; readonly kept: number } | undefined> {
    const counts = { contracts: 0, customers: 0, kept: 0 };
    // What was decided for a request before the undo was recorded is appended; what is decided since is refused.
    await this.ledger.idle();
    const request = {
      actor,
      channel: 'import',
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
        // What others sold to the customers meanwhile, or registered for them, in whichever process.
        if (group.length > 0) await this.viewReached();
        const outcomes = await Promise.all(group.map((event) => this.takeBack(vendor, importId, event, request)));
        for (const outcome of outcomes) counts[outcome] += 1;
        group = [];
        await nextTurn();
      };
      for await (const event of this.created(vendor, importId)) {
        if (signal.aborted) return undefined;
        const addition = event.type === 'ContactAdded' || event.type === 'CustomerManagerAssigned';
        if (pass === 'addition') {
          // One after the other: several concern one customer.
          if (addition) await this.takeBackAddition(vendor, importId, event, request);
        } else if (event.type === pass && group.push(event) === sideBySide) await work();
      }
      await work();
    }
    return counts;
  }

  /**
   * Contracts and requests of customers are read from views: they have all that is recorded now. @throws ViewsBehind
   */
  private async viewReached(): Promise<void> {
    const position = await numberedNow(this.store, this.ordinals);
    await this.views.reached(position, viewsTimeoutMs, [customerSheet.name, requests.name]);
  }

  /** What the import recorded of contracts and customers, in its order. */
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
        const isOfRecord =
          event.type === 'ContractPurchased' ||
          event.type === 'CustomerRegistered' ||
          event.type === 'ContactAdded' ||
          event.type === 'CustomerManagerAssigned';
        if (isOfRecord && event.vendor === vendor && importOf(event) === importId) yield event as CreatedEvent;
      }
      if (events.length === 0) return;
      after = events.at(-1)!.position;
      await nextTurn();
    }
  }

  private async takeBack(
    vendor: string,
    importId: string,
    event: CreatedEvent,
    request: Unscoped,
  ): Promise<'contracts' | 'customers' | 'kept'> {
    const id = idOfStream(event.stream);
    const isContract = event.type === 'ContractPurchased';
    const { status } = isContract
      ? (await this.ledger.load(vendor, 'contract', id, contract)).state
      : (await this.ledger.load(vendor, 'customer', id, customer)).state;
    let ifMatch: number | undefined;
    if (status === 'purchased' || status === 'registered') {
      ifMatch = (await this.store.readStream(event.stream)).at(-1)!.revision;
      // A contract of the import that was not taken back holds its customer too.
      const isHeld =
        (await this.later.dependingOn(vendor, importId, event)).length > 0 ||
        (!isContract && (await this.later.hasContracts(vendor, id)));
      if (isHeld) return 'kept';
    }
    try {
      await this.execute(withdrawalOf(vendor, importId, event, { ...request, scope: `undo ${event.stream}`, ifMatch }));
    } catch (error) {
      // Another caller changed it meanwhile.
      if (error instanceof Stale) return 'kept';
      throw error;
    }
    return isContract ? 'contracts' : 'customers';
  }

  /** A contact or a manager that the import gave to a customer that existed before, unless it was changed since. */
  private async takeBackAddition(
    vendor: string,
    importId: string,
    event: CreatedEvent,
    request: Unscoped,
  ): Promise<void> {
    const customerId = idOfStream(event.stream);
    const history = await this.ledger.streams.read<CustomerEvent>(vendor, event.stream);
    if (history[0] !== undefined && importOf(history[0]) === importId) return;
    const scoped = { ...request, scope: `undo ${event.id}` };
    const takeBack = (added: AddedByRecord) => this.execute(new TakeBackRecord(vendor, { customerId }, added, scoped));
    if (event.type === 'ContactAdded') await takeBack({ contactId: event.data.contactId });
    if (event.type !== 'CustomerManagerAssigned') return;
    const manager = await this.managerWithout(vendor, importId, history);
    if (manager !== undefined) await takeBack({ manager });
  }

  private async execute(command: Command<Executed | Refusal>): Promise<void> {
    const outcome = await this.bus.execute(command);
    if (outcome instanceof Refusal) throw new Error(`${command.constructor.name} was refused: ${outcome.code}`);
  }

  /**
   * The manager of a customer as if this import and those that were undone since had never named one; undefined where
   * it was changed since (C9).
   */
  private async managerWithout(
    vendor: string,
    importId: string,
    history: readonly StreamEvent<CustomerEvent>[],
  ): Promise<Manager | null | undefined> {
    let [manager, isOwn]: [Manager | null, boolean] = [null, false];
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

type Unscoped = Omit<KeyedRequest, 'scope'>;

const withdrawalOf = (
  vendor: string,
  importId: string,
  event: CreatedEvent,
  request: KeyedRequest,
): Command<Executed | Refusal> => {
  const id = idOfStream(event.stream);
  const reason = request.reason ?? '';
  if (event.type === 'ContractPurchased') {
    const { contractNo, licenceNo } = event.data;
    return new WithdrawContract(vendor, { contractId: id }, { importId, reason, contractNo, licenceNo }, request);
  }
  if (event.type !== 'CustomerRegistered') throw new Error(`${event.type} began no stream`);
  return new WithdrawCustomer(vendor, { customerId: id }, { importId, reason, code: event.data.code }, request);
};
