import type { ContractFact, TermFact } from '../../projections/contract-sheet/contract-sheet.row.js';
import { type Day, dayAfter, dayAt, dayBefore, epochOf, lastCalendarDay } from '../../domain/kernel/civil.js';
import { compareVersions, isVersion, readVersion } from '../../domain/kernel/version.js';

/** The rows of a contract's picture, from top to bottom. */
export const lanes = ['terms', 'suspensions', 'ending', 'licence', 'agreements', 'version', 'ownership'] as const;
export type Lane = (typeof lanes)[number];

export const spanKinds = [
  'free',
  'paid',
  'gap',
  'lapsed',
  'suspended',
  'terminated',
  'valid',
  'revoked',
  'major-upgrade',
  'requirement',
  'onsite',
  'installed',
  'owner',
] as const;
export type SpanKind = (typeof spanKinds)[number];

/** What holds of a contract for some days, both inclusive, in the vendor's zone. */
export interface LaneSpan {
  readonly lane: Lane;
  /** What the same span is found by in another state of knowledge. */
  readonly key: string;
  readonly kind: SpanKind;
  readonly from: Day;
  /** Null: until further notice. */
  readonly to: Day | null;
  readonly termId: string | null;
  /** The owner, the version, the major version of an agreement, or whether a fee is due. */
  readonly value: string | null;
}

type Facts = readonly ContractFact[];

/** Which rows a fact of a kind changes. */
export const lanesOfFact: Readonly<Record<ContractFact['kind'] | 'gone', readonly Lane[]>> = {
  purchase: ['licence', 'version', 'ownership'],
  numbers: [],
  product: ['version'],
  transfer: ['ownership'],
  licence: ['licence'],
  term: ['terms'],
  suspension: ['suspensions'],
  termination: ['ending'],
  agreement: ['agreements'],
  installed: ['version'],
  use: [],
  // Its key alone remains, and does not name the row.
  gone: lanes,
};

/** The spans of one row, by first day. */
export const spansIn = (lane: Lane, facts: Facts, zone: string): readonly LaneSpan[] =>
  drawn[lane](facts, zone).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));

const of = <K extends ContractFact['kind']>(facts: Facts, kind: K) =>
  facts.filter((fact): fact is Extract<ContractFact, { kind: K }> => fact.kind === kind);

const terms = (facts: Facts): readonly LaneSpan[] => {
  const ordered = of(facts, 'term').toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  return ordered.flatMap((term, index) => [termSpan(term), ...uncovered(term, ordered[index + 1])]);
};

const termSpan = ({ termId, termKind, firstDay, lastDay, payment }: TermFact): LaneSpan => ({
  lane: 'terms',
  key: `term:${termId}`,
  kind: termKind,
  from: firstDay,
  to: lastDay,
  termId,
  value: payment === 'due' ? 'due' : null,
});

/** C3: the gap up to the next term; behind the last one what follows as long as nobody renews. */
const uncovered = ({ termId, lastDay }: TermFact, next: TermFact | undefined): readonly LaneSpan[] => {
  const from = dayAfter(lastDay);
  if (lastDay === lastCalendarDay || (next !== undefined && next.firstDay <= from)) return [];
  const span = { lane: 'terms', key: `after:${termId}`, from, termId: null, value: null } as const;
  return [
    next === undefined ? { ...span, kind: 'lapsed', to: null } : { ...span, kind: 'gap', to: dayBefore(next.firstDay) },
  ];
};

/** What holds from its day on until the next begins; of one day the last. */
const successive = (
  lane: Lane,
  begun: readonly { readonly from: Day; readonly kind: SpanKind; readonly value: string | null }[],
): readonly LaneSpan[] =>
  begun.flatMap(({ from, kind, value }, index) => {
    const next = begun[index + 1];
    if (next !== undefined && next.from <= from) return [];
    const to = next === undefined ? null : dayBefore(next.from);
    return [{ lane, key: `${lane}:${index}`, kind, from, to, termId: null, value }];
  });

const licence = (facts: Facts, zone: string): readonly LaneSpan[] => {
  const [purchase] = of(facts, 'purchase');
  if (purchase === undefined) return [];
  const changes = of(facts, 'licence').toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const first = { from: purchase.purchasedOn, kind: 'valid', until: '' as string } as const;
  const spans: { from: Day; kind: SpanKind; until: Day | null }[] = [{ ...first, until: null }];
  for (const { from, valid } of changes) {
    const kind = valid ? 'valid' : 'revoked';
    const last = spans.at(-1)!;
    if (last.kind === kind) continue;
    // T6: the day of the change belongs to both, unless the change is at its beginning.
    last.until = dayAt(epochOf(from) - 1, zone);
    spans.push({ from: dayAt(from, zone), kind, until: null });
  }
  return spans
    .filter(({ from, until }) => until === null || from <= until)
    .map(({ from, kind, until }, index) => ({
      lane: 'licence',
      key: `licence:${index}`,
      kind,
      from,
      to: until,
      termId: null,
      value: null,
    }));
};

const version = (facts: Facts): readonly LaneSpan[] => {
  const [purchase, product] = [of(facts, 'purchase')[0], of(facts, 'product')[0]];
  if (purchase === undefined || product === undefined) return [];
  const installed = of(facts, 'installed').toSorted(
    // V4: of one day the higher version is installed.
    (a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : compared(a.version, b.version)),
  );
  return successive('version', [
    { from: purchase.purchasedOn, kind: 'installed', value: product.version },
    ...installed.map(({ from, version: value }) => ({ from, kind: 'installed' as const, value })),
  ]);
};

const compared = (a: string, b: string): number => {
  const [left, right] = [readVersion(a), readVersion(b)];
  return isVersion(left) && isVersion(right) ? compareVersions(left, right) : 0;
};

const ownership = (facts: Facts): readonly LaneSpan[] => {
  const [purchase] = of(facts, 'purchase');
  if (purchase === undefined) return [];
  const transfers = of(facts, 'transfer').toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return successive('ownership', [
    { from: purchase.purchasedOn, kind: 'owner', value: purchase.customerId },
    ...transfers.map(({ from, toCustomerId: value }) => ({ from, kind: 'owner' as const, value })),
  ]);
};

const drawn: Readonly<Record<Lane, (facts: Facts, zone: string) => readonly LaneSpan[]>> = {
  terms,
  suspensions: (facts) =>
    of(facts, 'suspension').map(({ key, from, to }) => ({
      lane: 'suspensions',
      key,
      kind: 'suspended',
      from,
      to,
      termId: null,
      value: null,
    })),
  ending: (facts) =>
    of(facts, 'termination').flatMap(({ key, from }) =>
      from === null
        ? []
        : [{ lane: 'ending', key, kind: 'terminated', from, to: null, termId: null, value: null } as const],
    ),
  licence,
  agreements: (facts) =>
    of(facts, 'agreement').map(({ key, agreement, validFrom, validTo, toMajor }) => ({
      lane: 'agreements',
      key,
      kind: agreement,
      from: validFrom,
      to: validTo,
      termId: null,
      value: toMajor === null ? null : String(toMajor),
    })),
  version,
  ownership,
};
