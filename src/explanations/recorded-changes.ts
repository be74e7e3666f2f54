import type { Term } from '../../domain/contract/contract.events.js';
import type { Contract, ContractState } from '../../domain/contract/contract.state.js';
import type { Contact, ContactFacts, Manager } from '../../domain/customer/customer.events.js';
import type { Customer, CustomerState } from '../../domain/customer/customer.state.js';
import { managerFacts } from '../../domain/customer/managers.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { Three } from '../platform/http/problems/texts.js';
import { erasedPerson, factValues, notGiven, recordedFacts, spanTexts } from './event-texts.js';
import { agreementNames, levelNames, regionNames } from './names.js';
import type { Writing } from './writing.js';

/** A fact that an event changed, in words; null where there was none before, or is none any more. */
export interface RecordedChange {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

interface Fact {
  readonly what: Three;
  readonly text: string;
  /** Whether it names a person: no sentence repeats it. */
  readonly person?: true;
}
/** By a name that stays the same while the fact changes. */
type Facts = Readonly<Record<string, Fact>>;

/** What a comparison gives; `person` where the fact is about one. */
export type Difference = RecordedChange & { readonly person: boolean };

/** What differs between two states of one object, in words. */
export const differencesOf = (
  before: ContractState | CustomerState,
  after: ContractState | CustomerState,
  customerName: (id: string) => string,
  writing: Writing,
): readonly Difference[] => {
  const [old, now] = [factsOf(before, customerName, writing), factsOf(after, customerName, writing)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const [from, to] = [old[name], now[name]];
    if (from?.text === to?.text) return [];
    const { what, person = false } = (to ?? from)!;
    return [{ what: writing.text(what), from: from?.text ?? null, to: to?.text ?? null, person }];
  });
};

const factsOf = (
  state: ContractState | CustomerState,
  customerName: (id: string) => string,
  writing: Writing,
): Facts => {
  if (state.status === 'purchased') return factsOfContract(state, customerName, writing);
  return state.status === 'registered' ? factsOfCustomer(state, writing) : {};
};

const factsOfContract = (contract: Contract, customerName: (id: string) => string, writing: Writing): Facts => {
  const { product, fee, terminatedFrom, licenceValid } = contract;
  const facts: Record<string, Fact> = {
    customer: { what: recordedFacts.customer, text: customerName(contract.owners.at(-1)!.customerId) },
    contractNo: { what: recordedFacts.contractNo, text: contract.contractNo },
    licenceNo: { what: recordedFacts.licenceNo, text: contract.licenceNo },
    purchasedOn: { what: recordedFacts.purchasedOn, text: writing.day(contract.purchasedOn) },
    series: { what: recordedFacts.series, text: product.series },
    product: { what: recordedFacts.product, text: product.name },
    version: { what: recordedFacts.version, text: contract.upgrades.at(-1)?.version ?? product.version },
    licence: { what: recordedFacts.licence, text: writing.text(factValues[licenceValid ? 'valid' : 'revoked']) },
  };
  const modules = product.modules.map(({ code }) => code).join(writing.language === 'en' ? ', ' : '、');
  if (modules !== '') facts['modules'] = { what: recordedFacts.modules, text: modules };
  if (fee !== null) facts['fee'] = { what: recordedFacts.fee, text: writing.money(fee) };
  if (terminatedFrom !== null)
    facts['termination'] = { what: recordedFacts.termination, text: span(terminatedFrom, null, writing) };
  for (const term of contract.terms) Object.assign(facts, factsOfTerm(term, writing));
  for (const { suspensionId, from, to } of contract.suspensions)
    facts[suspensionId] = { what: recordedFacts.suspension, text: span(from, to, writing) };
  for (const { agreementId, kind, validFrom, validTo } of contract.agreements)
    facts[agreementId] = { what: agreementNames[kind], text: span(validFrom, validTo, writing) };
  for (const { paymentId, amount, paidOn } of contract.payments)
    facts[paymentId] = {
      what: recordedFacts.payment,
      text: `${writing.money(amount)}${writing.language === 'en' ? ', ' : '，'}${writing.day(paidOn)}`,
    };
  return facts;
};

const factsOfTerm = ({ termId, kind, firstDay, lastDay, payment }: Term, writing: Writing): Facts => ({
  [termId]: { what: recordedFacts[kind], text: span(firstDay, lastDay, writing) },
  ...(kind === 'paid' && {
    [`${termId} fee`]: { what: recordedFacts.feePaid, text: writing.text(factValues[payment]) },
  }),
});

const factsOfCustomer = (customer: Customer, writing: Writing): Facts => {
  const { name, code, level, region, manager } = customer;
  const facts: Record<string, Fact> = {
    name: { what: recordedFacts.name, text: name },
    code: { what: recordedFacts.code, text: code },
    level: { what: recordedFacts.level, text: writing.text(levelNames[level]) },
    region: { what: recordedFacts.region, text: writing.text(regionNames[region]) },
  };
  if (manager !== null)
    facts['manager'] = { what: recordedFacts.manager, text: managerIn(manager, writing), person: true };
  for (const contact of customer.contacts)
    facts[contact.contactId] = { what: recordedFacts.contact, text: contactIn(contact, writing), person: true };
  return facts;
};

const contactIn = ({ person }: Contact, writing: Writing): string =>
  personIn(person, ({ name, email, phone, im }: ContactFacts) => joined(name, phone, email, im), writing);

const managerIn = (manager: Manager, writing: Writing): string =>
  personIn(
    manager,
    (held) => {
      const { name, email, phone } = managerFacts(held);
      return joined(name, phone, email);
    },
    writing,
  );

const joined = (...facts: readonly (string | null)[]): string =>
  facts.filter((fact) => fact !== null && fact !== '').join(' · ');

const personIn = <T>(person: Personal<T>, write: (plain: T) => string, writing: Writing): string =>
  'plain' in person ? write(person.plain) || writing.text(notGiven) : writing.text(erasedPerson);

const span = (first: Day, last: Day | null, writing: Writing): string =>
  last === null
    ? writing.text(spanTexts.open, { first: writing.day(first) })
    : writing.text(spanTexts.closed, { first: writing.day(first), last: writing.day(last) });
