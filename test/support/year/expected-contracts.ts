import type { Fact, LedgerFacts } from './ledger-facts.js';
import { type ExpectedEnd, type Item, type Outcome, runGroup, type Version } from './group.js';
import { dayMs, dayOf, daysAfter, local, type PlainCalendar } from './plain-calendar.js';

/** O1†: reminders before the last day, notices after it. */
const offsets = [-90, -60, -30, -7, -1, 1, 30];
/** O6†. */
const backfilledAfterDays = 7;

interface Term {
  readonly termId: string;
  readonly signedOn: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly recordedAt: number;
}
interface Owner {
  readonly customerId: string;
  readonly from: string | null;
  readonly recordedAt: number;
}
interface Contract {
  readonly terms: readonly Term[];
  readonly owners: readonly Owner[];
  readonly suspensions: readonly { readonly id: string; readonly from: string; readonly to: string | null }[];
  readonly terminatedFrom: string | null;
  readonly licensed: boolean;
}

const bought = (data: Fact['data'], recordedAt: number): Contract => ({
  terms: [{ ...data.term, recordedAt }],
  owners: [{ customerId: data.customerId, from: null, recordedAt }],
  suspensions: [],
  terminatedFrom: null,
  licensed: true,
});

/** O2: a term whose last day changes is owed for anew, from that recording on. */
const withTerms = (before: readonly Term[], changed: readonly Term[], recordedAt: number): readonly Term[] => {
  const others = before.filter(({ termId }) => !changed.some((term) => term.termId === termId));
  const restated = changed.map((term) => {
    const known = before.find(({ termId }) => termId === term.termId);
    return { ...term, recordedAt: known?.lastDay === term.lastDay ? known.recordedAt : recordedAt };
  });
  return [...others, ...restated];
};

const after = (contract: Contract, { type, data, recordedAt }: Fact): Contract => {
  switch (type) {
    case 'ContractRenewed':
      return { ...contract, terms: withTerms(contract.terms, [data.term], recordedAt) };
    case 'ContractSuspended':
      return {
        ...contract,
        terms: withTerms(contract.terms, data.terms, recordedAt),
        suspensions: [...contract.suspensions, { id: data.suspensionId, from: data.from, to: data.to }],
      };
    case 'ContractResumed':
      return {
        ...contract,
        terms: withTerms(contract.terms, data.terms, recordedAt),
        suspensions: contract.suspensions.map((each) =>
          each.id === data.suspensionId ? { ...each, to: daysAfter(data.on, -1) } : each,
        ),
      };
    case 'ContractTransferred':
      return {
        ...contract,
        owners: [...contract.owners, { customerId: data.toCustomerId, from: data.from, recordedAt }],
      };
    case 'ContractTerminated':
      return { ...contract, terminatedFrom: data.from };
    case 'ContractReinstated':
      return { ...contract, terminatedFrom: null };
    case 'LicenceRevoked':
      return { ...contract, licensed: false };
    case 'LicenceRestored':
      return { ...contract, licensed: true };
    default:
      throw new Error(`the plain computation does not know ${type}`);
  }
};

/** O4: which owners are reminded of a term, and since when the ledger knows that (O6). */
const owed = (contract: Contract) =>
  contract.terms.flatMap((term) =>
    contract.owners.flatMap((owner, index) => {
      const until = contract.owners[index + 1]?.from ?? null;
      if (until !== null && until < dayOf(term.recordedAt)) return [];
      const begins = owner.from === null ? -Infinity : local(owner.from);
      return [{ term, ownerId: owner.customerId, basis: Math.max(begins, owner.recordedAt, term.recordedAt) }];
    }),
  );

/** O1, O5, O6. */
const itemsOf = (
  contractId: string,
  each: ReturnType<typeof owed>[number],
  calendar: PlainCalendar,
): readonly Item[] => {
  const { term, ownerId, basis } = each;
  const { termId, signedOn, lastDay } = term;
  const days = offsets
    .map((offset) => ({ offset, nominal: daysAfter(lastDay, offset) }))
    .filter(({ nominal }) => nominal > signedOn)
    .map(({ offset, nominal }) => ({
      offset,
      dueAt: local(offset < 0 ? calendar.atOrBefore(nominal) : calendar.atOrAfter(nominal), '09:00'),
    }))
    .filter(({ offset, dueAt }) => {
      if (dueAt >= basis) return true;
      return offset < 0 ? lastDay >= dayOf(basis) : basis - dueAt <= backfilledAfterDays * dayMs;
    });
  return days.map(({ offset, dueAt }) => ({
    key: `contract ${contractId} ${termId} ${ownerId} ${lastDay} ${offset}`,
    kind: offset < 0 ? 'renewal-reminder' : 'lapse-notice',
    firesAt: dueAt >= basis ? dueAt : calendar.nextOpening(basis),
    ...(offset < 0 && { sensibleUntil: local(daysAfter(lastDay, 1)) }),
  }));
};

/** O3: all reasons that hold. */
const reasonsAt = (contract: Contract, ownerId: string, lastDay: string, at: number): readonly string[] => {
  const { terms, owners, suspensions, terminatedFrom, licensed } = contract;
  const today = dayOf(at);
  const owner = owners.findLast(({ from }) => from === null || from <= today);
  return [
    ...(owner?.customerId === ownerId ? [] : ['transferred']),
    ...(terms.some(({ firstDay }) => firstDay === daysAfter(lastDay, 1) || (firstDay > lastDay && firstDay <= today))
      ? ['renewed']
      : []),
    ...(terminatedFrom !== null && (terminatedFrom <= today || terminatedFrom <= lastDay) ? ['terminated'] : []),
    ...(suspensions.some(({ from, to }) => from <= today && (to === null || today <= to)) ? ['suspended'] : []),
    ...(licensed ? [] : ['licence-revoked']),
  ];
};

/** What contracts owe up to an instant, and how each of it has to end. */
export const expectedOfContracts = (ledger: LedgerFacts, until: number): ReadonlyMap<string, ExpectedEnd> => {
  const expected = new Map<string, ExpectedEnd>();
  for (const [contractId, facts] of ledger.of('contract')) {
    const states: { readonly from: number; readonly contract: Contract }[] = [];
    for (const fact of facts)
      states.push({
        from: fact.recordedAt,
        contract:
          fact.type === 'ContractPurchased' ? bought(fact.data, fact.recordedAt) : after(states.at(-1)!.contract, fact),
      });
    const [first] = states;
    // O8: a new calendar rolls what is yet to come.
    for (const from of ledger.publications)
      if (from > first!.from) states.push({ from, contract: states.findLast((each) => each.from <= from)!.contract });
    states.sort((a, b) => a.from - b.from);
    const groups = new Map<string, { readonly ownerId: string; readonly lastDay: string }>();
    for (const { contract } of states)
      for (const { ownerId, term } of owed(contract))
        groups.set(`${ownerId} ${term.lastDay}`, { ownerId, lastDay: term.lastDay });
    for (const { ownerId, lastDay } of groups.values()) {
      const versions: readonly Version[] = states.map(({ from, contract }) => ({
        from,
        items: owed(contract)
          .filter((each) => each.ownerId === ownerId && each.term.lastDay === lastDay)
          .flatMap((each) => itemsOf(contractId, each, ledger.calendarAt(from))),
      }));
      const outcomeAt = (_: Item, at: number): Outcome => {
        const reasons = reasonsAt(states.findLast(({ from }) => from <= at)!.contract, ownerId, lastDay, at);
        if (reasons.length > 0) return { unsent: reasons };
        const { keys, because } = ledger.owners(ownerId, at);
        return keys.length > 0 ? { sentTo: keys } : { unsent: because };
      };
      for (const [key, end] of runGroup(versions, until, (at) => ledger.calendarAt(at), outcomeAt))
        expected.set(key, end);
    }
  }
  return expected;
};
