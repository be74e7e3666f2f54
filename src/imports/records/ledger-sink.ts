import type { CommandBus } from '@nestjs/cqrs';
import { contract } from '../../../domain/contract/contract.js';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { customer } from '../../../domain/customer/customer.js';
import { earliestManagerId } from '../../../domain/customer/managers.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import type { Actor, DomainEvent } from '../../../domain/kernel/envelope.js';
import { personal } from '../../../domain/kernel/personal.js';
import { codeKey } from '../../../domain/kernel/spelling.js';
import { purchaseContract } from '../../contracts/contracts.port.js';
import { AddRecord, type ContactDto, registerCustomer } from '../../customers/customers.port.js';
import type { KeyedRequest } from '../../platform/commands/command.js';
import { derivedId } from '../../platform/ledger/identity.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import { normalized, type Reservations } from '../../platform/ledger/reservations.js';
import { causeOf } from './earlier-attempt.js';
import type { Cells } from './headings.js';
import type { Fault, ImportRecord } from './record.js';
import { differences } from './record-checks.js';
import type { RecordExaminer } from './record-examiner.js';
import type { Created, Sink } from './run-records.js';

export interface SinkParts {
  readonly bus: Pick<CommandBus, 'execute'>;
  readonly ledger: Ledger;
  readonly reservations: Pick<Reservations, 'holder'>;
}

/**
 * Records purchases by the commands that routes issue: the customer is registered where it is new, the contract is
 * purchased with its paid terms in one append.
 */
export class LedgerSink implements Sink {
  constructor(
    private readonly vendor: string,
    private readonly actor: Actor,
    private readonly importId: string,
    private readonly parts: SinkParts,
    private readonly examiner: RecordExaminer,
  ) {}

  examine: Sink['examine'] = (...record) => this.examiner.examine(...record);

  async create(record: ImportRecord, cells: Cells, number: number): Promise<Created | readonly Fault[]> {
    const contractId = await this.freshId('con', 'contract', contract, record.contractNo);
    const request = this.request(`import ${contractId}`, this.examiner.prints.ofPurchase(record), number);
    const customerId = await this.registered(record, request);
    if (customerId instanceof Refusal) return this.refused(record, cells, customerId, number);
    const managerId = record.manager === null ? earliestManagerId(customerId) : await this.managerId(customerId);
    const body = this.purchase(record, contractId, customerId, cells, managerId);
    const outcome = await this.parts.bus.execute(purchaseContract.create(this.vendor, {}, body, request));
    if (outcome instanceof Refusal) return this.refused(record, cells, outcome, number);
    const { terms } = outcome.state as Contract;
    return { terms: terms.length, lastDay: terms.at(-1)!.lastDay };
  }

  /** What another caller recorded since the examination is reported as an examination reports it now. */
  private async refused(
    record: ImportRecord,
    cells: Cells,
    refusal: Refusal,
    number: number,
  ): Promise<readonly Fault[]> {
    const examined = await this.examine(record, cells, new Set(), number);
    if (examined !== 'duplicate' && !('terms' in examined) && examined.length > 0) return examined;
    const field = fieldOf(record, refusal);
    return [{ field, reason: 'refused', value: record[field], allowed: `${refusal.code} (${refusal.rule})` }];
  }

  /**
   * The id that derives from a number, or where its bearer was withdrawn, the next one: a corrected file is recorded
   * anew.
   */
  private async freshId<S extends { readonly status: string }, E extends DomainEvent>(
    prefix: string,
    category: string,
    decider: { readonly initial: S; evolve(state: S, event: E): S },
    number: string,
  ): Promise<string> {
    for (let time = 0; ; time += 1) {
      const id = derivedId(prefix, this.vendor, 'import', normalized(number), ...(time === 0 ? [] : [time]));
      if ((await this.parts.ledger.load(this.vendor, category, id, decider)).state.status !== 'withdrawn') return id;
    }
  }

  /** The customer of the record, registered where it is new; its contact is added, its manager the record's. */
  private async registered(record: ImportRecord, request: KeyedRequest): Promise<string | Refusal> {
    const { ledger, reservations, bus } = this.parts;
    const { customerCode: code, name, level, region, manager } = record;
    const customerId =
      (await reservations.holder(this.vendor, { kind: 'customer-code', value: code })) ??
      (await this.freshId('cus', 'customer', customer, code));
    const contactId = contactIdOf(record, customerId);
    const scoped = (kind: string): KeyedRequest => ({ ...request, scope: `${request.scope} ${kind}` });
    if ((await ledger.load(this.vendor, 'customer', customerId, customer)).state.status !== 'registered') {
      const contacts = record.contact === null ? [] : [contactOf(record.contact)];
      const body = {
        code,
        name,
        level,
        region,
        ...(manager !== null && { customerManager: manager }),
        contacts,
        imported: { customerId, contactIds: [contactId] },
      };
      const outcome = await bus.execute(registerCustomer.create(this.vendor, {}, body, scoped('register')));
      if (outcome instanceof Refusal) return outcome;
      // Where another caller was faster the customer exists, and still lacks what the record adds.
      if (outcome.events.length > 0) return customerId;
    }
    // Registered by another caller since the examination: a record is not recorded of a customer that differs from it.
    const { state } = await ledger.load(this.vendor, 'customer', customerId, customer);
    if (state.status === 'registered' && differences(record, state, () => true).length > 0)
      return new Refusal('number-held', 'C1', { value: code, ownerId: customerId });
    const contact = record.contact === null ? null : { ...contactOf(record.contact), contactId };
    const added = await bus.execute(
      new AddRecord(this.vendor, { customerId }, { customerManager: manager, contact }, scoped('add-record')),
    );
    return added instanceof Refusal ? added : customerId;
  }

  /** The name of the key of the customer's manager, which the record has just named. */
  private async managerId(customerId: string): Promise<string> {
    const { state } = await this.parts.ledger.load(this.vendor, 'customer', customerId, customer);
    const manager = state.status === 'registered' ? state.manager : null;
    return manager?.subject ?? earliestManagerId(customerId);
  }

  private purchase(record: ImportRecord, contractId: string, customerId: string, cells: Cells, manager: string) {
    const { contractNo, licenceNo, purchasedOn, series, productName: name, version, renewals: paidTerms } = record;
    const note = record.note === null ? null : personal(`${contractId}.note`, record.note);
    const importedPersons = this.examiner.prints.ofPersons(cells, {
      contact: contactIdOf(record, customerId),
      manager,
      note: `${contractId}.note`,
    });
    return {
      customerId,
      contractNo,
      licenceNo,
      purchasedOn,
      product: { series, name, version, modules: record.modules.map((code) => ({ code, customized: true })) },
      imported: { contractId, note, importedAs: this.examiner.prints.ofPurchase(record), importedPersons, paidTerms },
    };
  }

  private request(scope: string, key: string, number: number): KeyedRequest {
    const { actor, importId } = this;
    const causationId = causeOf(importId, number);
    return { actor, channel: 'import', correlationId: importId, causationId, importId, scope, key, body: null };
  }
}

const contactIdOf = ({ contractNo }: ImportRecord, customerId: string): string =>
  derivedId('per', customerId, 'import', normalized(contractNo));

const contactOf = ({ name, phone, email }: NonNullable<ImportRecord['contact']>): ContactDto => ({
  name,
  ...(phone !== null && { phone }),
  ...(email !== null && { email }),
});

/** The column that a refusal at the append concerns: the number it names, else the contract's own. */
const fieldOf = (record: ImportRecord, { facts }: Refusal): 'contractNo' | 'licenceNo' | 'customerCode' =>
  (['licenceNo', 'customerCode'] as const).find(
    (field) => codeKey(record[field]) === codeKey(String(facts['value'])),
  ) ?? 'contractNo';
