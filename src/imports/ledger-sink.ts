import { createHmac, type KeyObject } from 'node:crypto';
import { contract } from '../../domain/contract/contract.js';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import { customer, type CustomerCommand, type CustomerState } from '../../domain/customer/customer.js';
import type { Contact } from '../../domain/customer/customer.events.js';
import type { Day } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Actor, type Said, streamName } from '../../domain/kernel/envelope.js';
import { personal } from '../../domain/kernel/personal.js';
import { parsePeriod } from '../../domain/kernel/period.js';
import { openingSpan, sharesDay } from '../../domain/kernel/term.js';
import type { PolicyFacts } from '../policies/policies.port.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { normalized, type Reservations } from '../platform/ledger/reservations.js';
import { type Cells, type Field, fields } from './headings.js';
import type { Fault, ImportRecord } from './record.js';
import type { CreatedBefore } from './created-before.js';
import type { Created, Sink } from './run.js';

export interface SinkParts {
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  readonly policies: PolicyFacts;
  /** Key of the HMAC by which a repeated record is known (it holds personal data). */
  readonly secret: KeyObject;
}

/** Takes records into the ledger: the customer where it is new, the contract with its paid terms in one append. */
export class LedgerSink implements Sink {
  private readonly fingerprints = new WeakMap<Cells, string>();

  constructor(
    private readonly vendor: string,
    private readonly actor: Actor,
    private readonly importId: string,
    private readonly parts: SinkParts,
    /** Where the import goes on after it was interrupted: what it created before. */
    private readonly before?: CreatedBefore,
  ) {}

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
        if (state.importedAs === this.fingerprint(cells))
          return (await this.before?.created(holder, this.importId, state)) ?? 'duplicate';
        faults.push({ field: 'contractNo', reason: 'taken', value: record.contractNo });
      }
    }
    if (readable('licenceNo') && (await this.isTaken(record)))
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo });
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
    const request = this.request(`import ${contractId}`, this.fingerprint(cells));
    const outcome = await this.parts.reservations.claiming(this.vendor, claims, owner, request, async () => {
      const customerId = await this.registered(record, request);
      if (customerId instanceof Refusal) return customerId;
      const command = this.purchase(record, contractId, customerId, this.fingerprint(cells));
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
  private async freshId<S extends { readonly status: string }, E extends Said>(
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

  /** The same content but for spaces has the same fingerprint. */
  fingerprint(cells: Cells): string {
    const made = this.fingerprints.get(cells);
    if (made !== undefined) return made;
    const text = fields.map((field) => cells[field].replace(/\s/gu, '')).join('\u001f');
    const print = createHmac('sha256', this.parts.secret).update(text).digest('hex');
    this.fingerprints.set(cells, print);
    return print;
  }

  private async isTaken({ licenceNo }: ImportRecord): Promise<boolean> {
    const holder = await this.parts.reservations.holder(this.vendor, { kind: 'licence-no', value: licenceNo });
    if (holder === null) return false;
    return (await this.parts.ledger.load(this.vendor, 'contract', holder, contract)).state.status === 'purchased';
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
    return openingSpan(purchasedOn, parsePeriod(policy.terms.freePeriod)!, policy.terms.termEnd);
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

  private purchase(
    record: ImportRecord,
    contractId: string,
    customerId: string,
    importedAs: string,
  ): CommandOf<'purchase'> {
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
      importedAs,
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

/** The record's contact, under an id of its own at this customer. */
const contactOf = ({ contact, contractNo }: ImportRecord, customerId: string): Contact | null => {
  if (contact === null) return null;
  const contactId = derivedId('per', customerId, 'import', normalized(contractNo));
  return { contactId, person: personal(contactId, { ...contact, im: null }), role: 'user', notify: true };
};

/** A customer is one name, one level, one region: a record that says otherwise is at fault. */
export const differences = (
  record: ImportRecord,
  known: { readonly name: string; readonly level: string; readonly region: string },
  readable: (field: Field) => boolean,
): readonly Fault[] => {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/gu, '');
  return (['name', 'level', 'region'] as const)
    .filter((field) => readable(field) && plain(record[field]) !== plain(known[field]))
    .map((field) => ({ field, reason: 'differs', value: record[field], allowed: known[field] }));
};

/** How many terms a record makes, the free one included, and where the last one ends. */
export const termsOf = ({ renewals }: ImportRecord, free: Span): { readonly terms: number; readonly lastDay: Day } => ({
  terms: renewals.length + 1,
  lastDay: renewals.reduce((last, { lastDay }) => (lastDay > last ? lastDay : last), free.lastDay),
});

/** Paid terms that share a day with each other or with the free year, or lie before the purchase. */
const overlaps = ({ renewals }: ImportRecord, free: Span): readonly Fault[] => {
  const said = ({ firstDay, lastDay }: Span) => `${firstDay}~${lastDay}`;
  const sorted = [...renewals].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  return sorted.flatMap((span, index): readonly Fault[] => {
    const other = [free, ...sorted.slice(0, index)].find((before) => sharesDay(span, before));
    if (other !== undefined)
      return [{ field: 'renewals', reason: 'overlaps', value: said(span), allowed: said(other) }];
    return span.firstDay < free.firstDay
      ? [{ field: 'renewals', reason: 'before-purchase', value: said(span), allowed: free.firstDay }]
      : [];
  });
};
type Span = { readonly firstDay: Day; readonly lastDay: Day };

/** The column that a refusal at the append concerns: the number it names, else the contract's own. */
const fieldOf = (record: ImportRecord, { facts }: Refusal): 'contractNo' | 'licenceNo' | 'customerCode' =>
  (['licenceNo', 'customerCode'] as const).find(
    (field) => normalized(record[field]) === normalized(String(facts['value'])),
  ) ?? 'contractNo';
