import type { KeyObject } from 'node:crypto';
import { contract } from '../../../domain/contract/contract.js';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { codeKey } from '../../../domain/kernel/spelling.js';
import type { CommandOf } from '../../../domain/contract/contract.commands.js';
import { customer, type CustomerCommand, type CustomerState } from '../../../domain/customer/customer.js';
import type { Contact } from '../../../domain/customer/customer.events.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type Actor, type DomainEvent, streamName } from '../../../domain/kernel/envelope.js';
import { type Personal, personal } from '../../../domain/kernel/personal.js';
import { parsePeriod } from '../../../domain/kernel/period.js';
import { openingSpan } from '../../../domain/kernel/term.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import type { PolicyFacts } from '../../policies/policies.port.js';
import { derivedId } from '../../platform/ledger/identity.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { CommandRequest } from '../../platform/ledger/outcome.js';
import { normalized, type Reservations } from '../../platform/ledger/reservations.js';
import type { Cells, Field } from './headings.js';
import type { Difference, Fault, ImportRecord } from './record.js';
import { differencesFrom, Prints } from './prints.js';
import { differences, overlaps } from './record-checks.js';
import type { CreatedBefore } from './earlier-attempt.js';
import type { Created, Sink } from './run-records.js';

export interface SinkParts {
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  readonly policies: PolicyFacts;
  readonly keys: Pick<KeyStore, 'find'>;
  /** Key of the HMAC by which a repeated record is known (it holds personal data). */
  readonly secret: KeyObject;
}

/** Takes records into the ledger: the customer where it is new, the contract with its paid terms in one append. */
export class LedgerSink implements Sink {
  readonly prints: Prints;

  constructor(
    private readonly vendor: string,
    private readonly actor: Actor,
    private readonly importId: string,
    private readonly parts: SinkParts,
    /** Where the import goes on after it was interrupted: what it created before. */
    private readonly before?: CreatedBefore,
    /** A dry run: what is said about persons is not compared with what is recorded (A2). */
    private readonly isDry = false,
  ) {
    this.prints = new Prints(parts.secret);
  }

  async examine(
    record: ImportRecord,
    cells: Cells,
    unreadable: ReadonlySet<Field>,
  ): Promise<'duplicate' | Created | readonly Fault[]> {
    const { reservations, ledger } = this.parts;
    const readable = (field: Field) => !unreadable.has(field);
    const faults: Fault[] = [];

    const holder = readable('contractNo')
      ? await reservations.holder(this.vendor, { kind: 'contract-no', value: record.contractNo })
      : null;
    if (holder !== null) {
      const { state } = await ledger.load(this.vendor, 'contract', holder, contract);
      if (state.status === 'purchased') {
        const differences = await this.differences(state, record, cells, readable);
        if (differences.length === 0) return (await this.before?.created(holder, this.importId, state)) ?? 'duplicate';
        faults.push({ field: 'contractNo', reason: 'recorded-otherwise', value: record.contractNo, differences });
      }
    }
    const licensed = readable('licenceNo') ? await this.contractOfLicence(record) : undefined;
    if (licensed !== undefined && licensed !== codeKey(record.contractNo))
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo, allowed: licensed });
    if (readable('customerCode')) {
      const known = await this.customerOf(record);
      if (known.status === 'registered') faults.push(...differences(record, known, readable));
    }
    if (readable('purchasedOn') && readable('renewals')) faults.push(...overlaps(record, this.freeTerm(record)));
    return faults;
  }

  async create(record: ImportRecord, cells: Cells): Promise<Created | readonly Fault[]> {
    const contractId = await this.freshId('con', 'contract', contract, record.contractNo);
    const owner = { ownerId: contractId, ownerStream: streamName(this.vendor, 'contract', contractId) };
    const claims = [
      { kind: 'contract-no', value: record.contractNo },
      { kind: 'licence-no', value: record.licenceNo },
    ] as const;
    const request = this.request(`import ${contractId}`, this.prints.ofPurchase(record));
    const outcome = await this.parts.reservations.claiming(this.vendor, claims, owner, request, async () => {
      const customerId = await this.registered(record, request);
      if (customerId instanceof Refusal) return customerId;
      const command = this.purchase(record, contractId, customerId, cells);
      return this.parts.ledger.handle({
        vendor: this.vendor,
        category: 'contract',
        id: contractId,
        decider: contract,
        command,
        request,
      });
    });
    if (outcome instanceof Refusal) return this.refused(record, cells, outcome);
    if (outcome.state.status !== 'purchased') throw new Error(`${record.contractNo} was taken but not purchased`);
    this.before?.meet(contractId);
    const { terms } = outcome.state;
    return { terms: terms.length, lastDay: terms.at(-1)!.lastDay };
  }

  /** What was taken between the look and the write is reported as a look reports it now; else what the refusal names. */
  private async refused(record: ImportRecord, cells: Cells, refusal: Refusal): Promise<readonly Fault[]> {
    const examined = await this.examine(record, cells, new Set());
    if (examined !== 'duplicate' && !('terms' in examined) && examined.length > 0) return examined;
    const field = fieldOf(record, refusal);
    return [{ field, reason: 'refused', value: record[field], allowed: `${refusal.code} (${refusal.rule})` }];
  }

  /**
   * The id that derives from a number, or where what bore it was withdrawn, the next one: a corrected file is taken
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

  /** The number of the contract that has the licence number, as numbers are compared. */
  private async contractOfLicence({ licenceNo }: ImportRecord): Promise<string | undefined> {
    const holder = await this.parts.reservations.holder(this.vendor, { kind: 'licence-no', value: licenceNo });
    if (holder === null) return undefined;
    const { state } = await this.parts.ledger.load(this.vendor, 'contract', holder, contract);
    return state.status === 'purchased' ? codeKey(state.contractNo) : undefined;
  }

  private async customerOf({ customerCode }: ImportRecord): Promise<CustomerState> {
    const holder = await this.parts.reservations.holder(this.vendor, { kind: 'customer-code', value: customerCode });
    return holder === null
      ? customer.initial
      : (await this.parts.ledger.load(this.vendor, 'customer', holder, customer)).state;
  }

  /** The free term that a purchase opens (C1). */
  freeTerm({ purchasedOn }: ImportRecord) {
    const policy = this.parts.policies.signedOn(this.vendor, purchasedOn);
    const { freePeriod, termEnd } = policy.terms;
    const period = parsePeriod(freePeriod);
    if (period === null) throw new RangeError(`'${freePeriod}' of policy version ${policy.version} is no period (C1)`);
    return openingSpan(purchasedOn, period, termEnd);
  }

  /** The customer of the record, registered where it is new; its contact is added, its manager the record's. */
  private async registered(record: ImportRecord, request: CommandRequest): Promise<string | Refusal> {
    const { ledger, reservations } = this.parts;
    const claim = { kind: 'customer-code', value: record.customerCode } as const;
    const customerId =
      (await reservations.holder(this.vendor, claim)) ??
      (await this.freshId('cus', 'customer', customer, record.customerCode));
    const manager = record.manager === null ? null : personal(`${customerId}.manager`, record.manager);
    const contact = contactOf(record, customerId);
    const say = (command: CustomerCommand) =>
      ledger.handle({
        vendor: this.vendor,
        category: 'customer',
        id: customerId,
        decider: customer,
        command,
        request: { ...request, scope: `${request.scope} ${command.kind}` },
      });

    if ((await ledger.load(this.vendor, 'customer', customerId, customer)).state.status !== 'registered') {
      const { customerCode: code, name, level, region } = record;
      const owner = { ownerId: customerId, ownerStream: streamName(this.vendor, 'customer', customerId) };
      const said = await reservations.claiming(
        this.vendor,
        [claim],
        owner,
        { ...request, scope: `${request.scope} register` },
        () =>
          say({
            kind: 'register',
            customerId,
            code,
            name,
            level,
            region,
            manager,
            contacts: contact === null ? [] : [contact],
          }),
      );
      if (said instanceof Refusal) return said;
      // Where another was faster the customer stands, and the record still has to be said of it.
      if (said.events.length > 0) return customerId;
    }
    // Registered by somebody else since the look: the record must not be recorded of a customer that differs from it.
    const { state } = await ledger.load(this.vendor, 'customer', customerId, customer);
    if (state.status === 'registered' && differences(record, state, () => true).length > 0)
      return new Refusal('number-held', 'C1', { value: record.customerCode, ownerId: customerId });
    const said = await say({ kind: 'add-record', manager, contact });
    return said instanceof Refusal ? said : customerId;
  }

  private purchase(record: ImportRecord, contractId: string, customerId: string, cells: Cells): CommandOf<'purchase'> {
    const { policies } = this.parts;
    const today = policies.today(this.vendor);
    const { version: policyVersion, terms } = policies.signedOn(
      this.vendor,
      record.purchasedOn < today ? record.purchasedOn : today,
    );
    const { series, productName: name, version } = record;
    return {
      kind: 'purchase',
      contractId,
      customerId,
      contractNo: record.contractNo,
      licenceNo: record.licenceNo,
      purchasedOn: record.purchasedOn,
      product: { series, name, version, modules: record.modules.map((code) => ({ code, customized: true })) },
      freePeriod: terms.freePeriod,
      termId: derivedId('trm', contractId, 'free'),
      policyVersion,
      termEnds: policies.termEnds(this.vendor),
      today,
      fee: null,
      note: record.note === null ? null : personal(`${contractId}.note`, record.note),
      importedAs: this.prints.ofPurchase(record),
      importedPersons: this.prints.ofPersons(cells, {
        contact: contactIdOf(record, customerId),
        manager: `${customerId}.manager`,
        note: `${contractId}.note`,
      }),
      // The export does not say when a paid term was signed: on its first day, or before today where that is still to
      // come.
      paidTerms: record.renewals.map(({ firstDay, lastDay }) => {
        const signedOn = firstDay < today ? firstDay : today;
        return {
          termId: derivedId('trm', contractId, firstDay),
          signedOn,
          firstDay,
          lastDay,
          policyVersion: policies.signedOn(this.vendor, signedOn).version,
        };
      }),
    };
  }

  private request(scope: string, key: string): CommandRequest {
    const { actor, importId } = this;
    return { actor, channel: 'import', correlationId: importId, importId, scope, key, body: null };
  }
}

const contactIdOf = ({ contractNo }: ImportRecord, customerId: string): string =>
  derivedId('per', customerId, 'import', normalized(contractNo));

/** The record's contact, under an id of its own at this customer. */
const contactOf = (record: ImportRecord, customerId: string): Contact | null => {
  const { contact } = record;
  if (contact === null) return null;
  const contactId = contactIdOf(record, customerId);
  return { contactId, person: personal(contactId, { ...contact, im: null }), role: 'user', notify: true };
};

/** The column that a refusal at the append concerns: the number it names, else the contract's own. */
const fieldOf = (record: ImportRecord, { facts }: Refusal): 'contractNo' | 'licenceNo' | 'customerCode' =>
  (['licenceNo', 'customerCode'] as const).find(
    (field) => codeKey(record[field]) === codeKey(String(facts['value'])),
  ) ?? 'contractNo';
