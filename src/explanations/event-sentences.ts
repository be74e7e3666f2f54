import { Inject } from '@nestjs/common';
import { apiKeyName } from '../../domain/api-key/api-key-name.js';
import { contract } from '../../domain/contract/contract.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { ContractState } from '../../domain/contract/contract.state.js';
import { customer } from '../../domain/customer/customer.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { CustomerState } from '../../domain/customer/customer.state.js';
import { type Recorded, type StreamEvent } from '../../domain/kernel/envelope.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { customersNamedBy, type EventSentence, writeEvent } from './event-sentence.js';
import { accountName, programNames } from './event-texts.js';
import { type Difference, differencesOf } from './recorded-changes.js';
import type { Writing } from './writing.js';

export type { EventSentence } from './event-sentence.js';

/** An event in words, with the reason that was given. */
export type WrittenEvent = Pick<EventSentence, 'position' | 'text' | 'recordedAt' | 'by' | 'reason'>;

/** Events of one page of a history: streams are read whole up to this many events, to find what each event changed. */
const mostRead = 5_000;

type State = ContractState | CustomerState;
interface Change {
  readonly before: State;
  readonly after: State;
}

/** Events as sentences, with the names of customers, contracts and those who recorded them. */
export class EventSentences {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** Of events as they are read from a port, in their order; persons who were erased stay unreadable. */
  async write(vendor: string, stored: readonly Recorded[], writing: Writing): Promise<readonly EventSentence[]> {
    const events = await this.ledger.streams.opened(vendor, stored);
    const changes = await this.changes(vendor, events);
    const owners = [...changes.values()].flatMap(({ before, after }) => [...ownersOf(before), ...ownersOf(after)]);
    const customers = await this.customersNamed(vendor, new Set([...events.flatMap(customersNamedBy), ...owners]));
    const contractNos = await this.contractNos(vendor, events);
    const actors = await this.actorNames(vendor, events, writing);
    return events.map((event) => {
      const change = changes.get(event.id);
      // A registration names everything in its sentence, and has nothing before it.
      const isFirst = change === undefined || change.before.status === 'missing';
      const changed: readonly Difference[] = isFirst
        ? []
        : differencesOf(change.before, change.after, (id) => customers.get(id) ?? '', writing);
      const recorded = event.meta.actorName ?? actors.get(event.meta.actor);
      const actorName = recorded === undefined ? null : accountName(recorded, writing.language);
      const contractNo = contractNoOf(event, change) ?? contractNos.get(contractNamedBy(event) ?? '') ?? null;
      return writeEvent(event, { customers, contractNo, changed, actorName }, writing);
    });
  }

  /** The same without parts and changes. */
  async summarize(vendor: string, stored: readonly Recorded[], writing: Writing): Promise<readonly WrittenEvent[]> {
    const written = await this.write(vendor, stored, writing);
    return written.map(({ position, text, recordedAt, by, reason }) => ({ position, text, recordedAt, by, reason }));
  }

  /** Names by id, as they are today. */
  async customersNamed(vendor: string, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const named = await Promise.all(
      [...ids].map(async (id) => {
        const { state } = await this.ledger.load(vendor, 'customer', id, customer);
        return state.status === 'registered' ? ([[id, state.name]] as const) : [];
      }),
    );
    return new Map(named.flat());
  }

  /** By the name that the customer has today. */
  async customerNamed(vendor: string, customerId: string): Promise<{ readonly name: string; readonly code: string }> {
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    return state.status === 'registered' ? { name: state.name, code: state.code } : { name: '…', code: '…' };
  }

  /** The states around each event of a contract or customer, by its id, read from their streams. */
  private async changes(vendor: string, events: readonly Recorded[]): Promise<ReadonlyMap<string, Change>> {
    const last = new Map<string, number>();
    for (const { stream, revision } of events)
      if (isContract(stream) || isCustomer(stream)) last.set(stream, Math.max(revision, last.get(stream) ?? 0));
    const changes = new Map<string, Change>();
    let read = 0;
    for (const [stream, revision] of last) {
      read += revision + 1;
      if (read > mostRead) break;
      let state: State = { status: 'missing' };
      for (const event of (await this.ledger.streams.read(vendor, stream)).slice(0, revision + 1)) {
        const before: State = state;
        state = isContract(stream) ? contractAfter(before, event) : customerAfter(before, event);
        changes.set(event.id, { before, after: state });
      }
    }
    return changes;
  }

  /** Of contracts that events of other objects name. */
  private async contractNos(vendor: string, events: readonly Recorded[]): Promise<ReadonlyMap<string, string>> {
    const numbers = new Map<string, string>();
    for (const id of new Set(events.flatMap((event) => contractNamedBy(event) ?? []))) {
      const { state } = await this.ledger.load(vendor, 'contract', id, contract);
      if (state.status === 'purchased') numbers.set(id, state.contractNo);
    }
    return numbers;
  }

  /**
   * A3: names of actors whose events have none, as the ledger recorded their keys: whatever became of the store of
   * keys, an actor keeps a name.
   */
  private async actorNames(
    vendor: string,
    events: readonly Recorded[],
    writing: Writing,
  ): Promise<ReadonlyMap<string, string>> {
    const ids = new Set(events.flatMap(({ meta }) => (meta.actorName === undefined ? [meta.actor] : [])));
    const names = new Map<string, string>();
    for (const id of ids) {
      const program = programNames[id];
      const name =
        program === undefined
          ? (await this.ledger.load(vendor, 'api-key', id, apiKeyName)).state.name
          : writing.text(program);
      if (name !== null) names.set(id, name);
    }
    return names;
  }
}

const isContract = (stream: string): boolean => stream.includes('.contract-');
const isCustomer = (stream: string): boolean => stream.includes('.customer-');

const contractAfter = (state: State, event: StreamEvent): State =>
  contract.evolve(state as ContractState, { type: event.type, data: event.data } as ContractEvent);
const customerAfter = (state: State, event: StreamEvent): State =>
  customer.evolve(state as CustomerState, { type: event.type, data: event.data } as CustomerEvent);

const ownersOf = (state: State): readonly string[] =>
  state.status === 'purchased' ? state.owners.map(({ customerId }) => customerId) : [];

/** The number that the contract had, or has where its event is the last one of a contract that never was. */
/** The contract that an event of another object is about. */
const contractNamedBy = ({ stream, data }: Recorded): string | null => {
  const { contractId } = data as { readonly contractId?: unknown };
  return isContract(stream) || typeof contractId !== 'string' ? null : contractId;
};

const contractNoOf = ({ stream, data }: Recorded, change: Change | undefined): string | null => {
  if (!isContract(stream)) return null;
  for (const state of [change?.after, change?.before])
    if (state?.status === 'purchased') return (state as Extract<ContractState, { status: 'purchased' }>).contractNo;
  const { contractNo } = data as { readonly contractNo?: unknown };
  return typeof contractNo === 'string' ? contractNo : null;
};
