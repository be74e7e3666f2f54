import { addDays } from '../../../domain/kernel/civil.js';
import { idOfStream, type Recorded, type StreamEvent, streamName } from '../../../domain/kernel/envelope.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { OwedContract } from '../../../domain/obligation/owed-contract.js';
import type { ContractOwingRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import { owedAfter, type OwedChange } from '../../../projections/obligations/owed-contract.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { Condition, View } from '../../platform/views/view-store.js';
import { Pace } from '../../platform/pace.js';
import type { PolicyBooks, PolicySnapshot } from '../../policies/policies.port.js';
import { groupsOfContract, idsOfContract } from './contract-groups.js';
import type { ContractMails } from './contract-mails.js';
import { boundsOf, nominalDays } from './nominal-days.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';
import { pagesOf } from './view-pages.js';

const rowsAtATime = 200;

/** Renewal reminders and lapse notices (O1): what is owed for the terms of contracts. */
export class ContractSource implements OwedSource {
  readonly name = sourceNames.contract;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly rows: View<ObligationsRow>,
    private readonly mails: ContractMails,
  ) {}

  subjectOf({ vendor, stream, type, data }: Recorded): string | null {
    if (type === 'ObligationRetried') return (data as ObligationNamed).contractId;
    return stream.startsWith(`${vendor}.contract-`) ? idOfStream(stream) : null;
  }

  async groupsOf(vendor: string, contractId: string): Promise<readonly OwedGroup[]> {
    const contract = await this.recorded(vendor, contractId);
    return contract === undefined ? [] : groupsOfContract(vendor, contract, await this.books.snapshot(vendor));
  }

  async *dueBetween(vendor: string, after: number | null, until: number): AsyncIterable<readonly OwedGroup[]> {
    const published = await this.books.snapshot(vendor);
    for await (const ids of this.contractsDue(vendor, published, after, until))
      yield await this.groupsOfRows(vendor, ids, published);
  }

  /** The id names no contract: those of open terms are derived one after another until one is the same. */
  async find(vendor: string, obligationId: string): Promise<readonly OwedGroup[]> {
    const published = await this.books.snapshot(vendor);
    const pace = new Pace();
    for await (const ids of this.terms(vendor, [{ field: 'open', is: true }])) {
      const rows = await this.rows.getMany(ids);
      for (const row of rows.values()) {
        if (row.subject === 'contract' && idsOfContract(vendor, row, published).includes(obligationId))
          return groupsOfContract(vendor, row, published);
        await pace.step();
      }
    }
    return [];
  }

  addressed(vendor: string, { named }: Owed): Promise<Addressed> {
    return this.mails.addressed(vendor, named.customerId!);
  }

  async mailTo(vendor: string, { id, named }: Owed, addressee: Addressee): Promise<Mail> {
    const contract = await this.recorded(vendor, named.contractId!);
    return this.mails.mailTo(vendor, contract!, { ...named, obligationId: id }, addressee);
  }

  /** The groups of contracts as the view has them, by contract. */
  async groupsOfRows(
    vendor: string,
    contractIds: readonly string[],
    published: PolicySnapshot,
  ): Promise<readonly OwedGroup[]> {
    const rows = await this.rows.getMany(contractIds);
    return contractIds.flatMap((id) => {
      const row = rows.get(id) as ContractOwingRow | undefined;
      return row?.vendor === vendor && row.subject === 'contract' ? groupsOfContract(vendor, row, published) : [];
    });
  }

  /** O9: as the contract's own stream has it; undefined where it was never bought. */
  private async recorded(vendor: string, contractId: string): Promise<OwedContract | undefined> {
    const events = await this.ledger.streams.read<OwedChange>(vendor, streamName(vendor, 'contract', contractId));
    let owed: OwedContract | undefined;
    for (const event of events)
      if ((event.type as string) !== 'Abandoned') owed = owedAfter(owed, event as StreamEvent<OwedChange>);
    return owed;
  }

  /** Ids of contracts, each page apart. */
  private async *contractsDue(
    vendor: string,
    published: PolicySnapshot,
    after: number | null,
    until: number,
  ): AsyncIterable<readonly string[]> {
    const { offsets, backfilledAfterDays } = boundsOf(published);
    const { from, below } = nominalDays(published, after, until);
    if (offsets.length === 0) return;
    if (from !== null) {
      for (const offset of offsets)
        yield* this.terms(vendor, [{ field: 'lastDay', from: addDays(from, -offset), below: addDays(below, -offset) }]);
      return;
    }
    // O6: what was recorded later than that after its last day is backfilled whole, and nothing of it fires.
    const latest = Math.max(0, ...offsets) + backfilledAfterDays + 2;
    yield* this.terms(vendor, [
      { field: 'open', is: true },
      { field: 'lastDay', below: addDays(below, -offsets[0]!) },
      { field: 'lateBy', below: latest },
    ]);
    yield* this.pages(vendor, [
      { field: 'subject', is: 'contract' },
      { field: 'transferred', is: true },
    ]);
  }

  private terms(vendor: string, where: readonly Condition[]): AsyncIterable<readonly string[]> {
    return this.pages(vendor, [{ field: 'subject', is: 'term' }, ...where], 'lastDay');
  }

  private async *pages(vendor: string, where: readonly Condition[], sort?: string): AsyncIterable<readonly string[]> {
    for await (const rows of pagesOf(this.rows, vendor, where, { sort, limit: rowsAtATime }))
      yield [...new Set(rows.flatMap((row) => ('contractId' in row ? (row.contractId ?? []) : [])))];
  }
}
