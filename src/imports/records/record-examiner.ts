import type { KeyObject } from 'node:crypto';
import { contract } from '../../../domain/contract/contract.js';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { customer, type CustomerState } from '../../../domain/customer/customer.js';
import { streamName } from '../../../domain/kernel/envelope.js';
import type { Personal } from '../../../domain/kernel/personal.js';
import { parsePeriod } from '../../../domain/kernel/period.js';
import { codeKey } from '../../../domain/kernel/spelling.js';
import { openingSpan } from '../../../domain/kernel/term.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Reservations } from '../../platform/ledger/reservations.js';
import type { PolicyFacts } from '../../policies/policies.port.js';
import type { EarlierAttempt } from './earlier-attempt.js';
import type { Cells, Field } from './headings.js';
import { differencesFrom, Prints } from './prints.js';
import type { Difference, Fault, ImportRecord } from './record.js';
import { differences, overlaps } from './record-checks.js';
import type { Created } from './run-records.js';

export interface ExaminerParts {
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  readonly policies: PolicyFacts;
  readonly keys: Pick<KeyStore, 'find'>;
  /** Key of the HMAC by which a repeated record is known (it holds personal data). */
  readonly secret: KeyObject;
}

/** Finds what the ledger holds against a record, and records nothing. */
export class RecordExaminer {
  readonly prints: Prints;

  constructor(
    private readonly vendor: string,
    private readonly parts: ExaminerParts,
    /** Where the import continues after an interruption. */
    private readonly earlier?: EarlierAttempt,
    /** A dry run: what a record has about persons is not compared with what is recorded (A2). */
    private readonly isDry = false,
  ) {
    this.prints = new Prints(parts.secret);
  }

  async examine(
    record: ImportRecord,
    cells: Cells,
    unreadable: ReadonlySet<Field>,
    number: number,
  ): Promise<'duplicate' | Created | readonly Fault[]> {
    const readable = (field: Field) => !unreadable.has(field);
    const faults: Fault[] = [];

    const recorded = readable('contractNo')
      ? await this.contractOf('contract-no', record.contractNo, number)
      : undefined;
    if (recorded !== undefined) {
      const created = recorded.record === number ? await this.earlier?.created(recorded.stream) : undefined;
      if (created !== undefined) return created;
      const found = await this.differences(recorded.state, record, cells, readable);
      if (found.length === 0) return 'duplicate';
      faults.push({ field: 'contractNo', reason: 'recorded-otherwise', value: record.contractNo, differences: found });
    }
    const licensed = readable('licenceNo') ? await this.contractOf('licence-no', record.licenceNo, number) : undefined;
    const licensee = licensed && codeKey(licensed.state.contractNo);
    if (licensee !== undefined && licensee !== codeKey(record.contractNo))
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo, allowed: licensee });
    if (readable('customerCode')) {
      const known = await this.customerOf(record, number);
      if (known.status === 'registered') faults.push(...differences(record, known, readable));
    }
    if (readable('purchasedOn') && readable('renewals')) faults.push(...overlaps(record, this.freeTerm(record)));
    return faults;
  }

  /** What this record has otherwise than the contract that is recorded under its number; nothing for a duplicate. */
  private async differences(
    state: Contract,
    record: ImportRecord,
    cells: Cells,
    readable: (field: Field) => boolean,
  ): Promise<readonly Difference[]> {
    const { prints } = this;
    const isSame = state.importedAs === prints.ofPurchase(record) || state.importedAs === prints.ofCells(cells);
    if (state.importedAs === prints.ofCells(cells)) return [];
    const customerId = state.owners[0]!.customerId;
    const owner = (await this.parts.ledger.load(this.vendor, 'customer', customerId, customer)).state;
    const customerCode = owner.status === 'registered' ? owner.code : '';
    const found = isSame
      ? []
      : differencesFrom(record, { ...state, customerCode }).filter(({ field }) => readable(field));
    if (found.length > 0 || this.isDry) return found;
    const persons = Object.values(state.importedPersons ?? {}) as (Personal<string> | null)[];
    const subjects = persons.flatMap((person) => (person === null ? [] : [person.subject]));
    // A2: the state of the contract may have been read before a person was erased; the key decides.
    const keys = await this.parts.keys.find(this.vendor, subjects);
    const erased = new Set(subjects.filter((subject) => keys.get(subject) === null));
    return prints.personsDiffer(state.importedPersons, cells, erased).map((field) => ({ field }));
  }

  /** The purchased contract that has a number, unless a later record of this import gave it that number. */
  private async contractOf(kind: 'contract-no' | 'licence-no', value: string, number: number) {
    const holder = await this.parts.reservations.holder(this.vendor, { kind, value });
    if (holder === null) return undefined;
    const stream = streamName(this.vendor, 'contract', holder);
    const { state } = await this.parts.ledger.load(this.vendor, 'contract', holder, contract);
    if (state.status !== 'purchased') return undefined;
    const record = await this.earlier?.recordOf(stream);
    return record !== undefined && record > number ? undefined : { state, stream, record };
  }

  private async customerOf({ customerCode }: ImportRecord, number: number): Promise<CustomerState> {
    const holder = await this.parts.reservations.holder(this.vendor, { kind: 'customer-code', value: customerCode });
    if (holder === null) return customer.initial;
    const record = await this.earlier?.recordOf(streamName(this.vendor, 'customer', holder));
    if (record !== undefined && record > number) return customer.initial;
    return (await this.parts.ledger.load(this.vendor, 'customer', holder, customer)).state;
  }

  /** The free term that a purchase opens (C1). */
  freeTerm({ purchasedOn }: ImportRecord) {
    const policy = this.parts.policies.signedOn(this.vendor, purchasedOn);
    const { freePeriod, termEnd } = policy.terms;
    const period = parsePeriod(freePeriod);
    if (period === null) throw new RangeError(`'${freePeriod}' of policy version ${policy.version} is no period (C1)`);
    return openingSpan(purchasedOn, period, termEnd);
  }
}
