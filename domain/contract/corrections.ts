import { type Day, dayAfter } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { spanBetween } from '../kernel/term.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, CorrectedFacts, Term } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { asBefore, endOf, inOrder, laidFrom, misplacedIn, refuse, sameSpan, termBefore } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;
type Correct = CommandOf<'correct'>;

/** C9: a new event with the corrected facts; nothing is edited. What is already so is no correction. */
export const correct = (command: Correct, state: Contract): Decided => {
  const { correctionId, reason, role } = command;
  if (state.recordedIds.has(correctionId)) return [];
  const facts = whatDiffers(command.facts, state);
  const unknown = command.terms.find(({ termId }) => !state.terms.some((term) => term.termId === termId));
  if (unknown !== undefined) return refuse('term-unknown', 'C9', { termId: unknown.termId });

  const laid = correctedTerms(command, state, facts.purchasedOn);
  if (laid instanceof Refusal) return laid;
  const terms = laid.filter((term) => !state.terms.some((old) => old.termId === term.termId && sameTerm(old, term)));
  if (Object.keys(facts).length === 0 && terms.length === 0) return [];
  if (role !== 'admin' && (facts.purchasedOn !== undefined || terms.length > 0))
    return refuse('needs-admin', 'C9', { what: 'date', value: facts.purchasedOn ?? terms[0]!.firstDay });
  return (
    misplacedIn(laid, facts.purchasedOn ?? state.purchasedOn, 'C9') ?? [
      { type: 'ContractCorrected', data: { correctionId, reason, facts, terms, removed: [] } },
    ]
  );
};

const whatDiffers = (facts: CorrectedFacts, state: Contract): CorrectedFacts => {
  const recorded: Required<CorrectedFacts> = {
    customerId: state.owners[0]!.customerId,
    contractNo: state.contractNo,
    licenceNo: state.licenceNo,
    purchasedOn: state.purchasedOn,
    product: state.product,
    fee: state.fee,
  };
  const names = Object.keys(facts) as (keyof CorrectedFacts)[];
  return Object.fromEntries(
    names
      .filter((name) => facts[name] !== undefined && !isSameCorrection(facts[name], recorded[name]))
      .map((name) => [name, facts[name]]),
  );
};

/**
 * C9: a corrected first day recomputes the last day from the agreed period unless one is given; terms that followed
 * without a gap move along, and are then followed in turn: computed ones whole, one with a named last day with its
 * first day alone. A corrected purchase day moves the free term only, which is then signed and judged as if the day had
 * been entered right.
 */
const correctedTerms = (
  { terms: corrections, termEnds, bought }: Correct,
  state: Contract,
  purchasedOn: Day | undefined,
): readonly Term[] | Refusal<ContractRefusal> => {
  const laid: Term[] = [];
  const onTheMove = new Set<string>();
  for (const recorded of state.terms) {
    const correction = corrections.find(({ termId }) => termId === recorded.termId);
    const opened = recorded.kind === 'free' ? purchasedOn : undefined;
    const term = opened === undefined || bought === null ? recorded : { ...recorded, ...bought };
    const [followed, after] = [state.terms.find((old) => follows(term, old)), laid.at(-1)];
    const moved =
      followed !== undefined &&
      after?.termId === followed.termId &&
      onTheMove.has(followed.termId) &&
      after.lastDay !== followed.lastDay &&
      correction?.firstDay === undefined;
    const firstDay = correction?.firstDay ?? opened ?? (moved ? dayAfter(after.lastDay) : term.firstDay);
    const before = term.kind === 'free' ? null : termBefore(inOrder(laid), firstDay);
    const corrected = termFrom(state, term, firstDay, correction?.lastDay, before, termEnds);
    if (corrected instanceof Refusal) return corrected;
    laid.push(corrected);
    if (correction !== undefined || moved) onTheMove.add(term.termId);
  }
  return inOrder(laid);
};

/**
 * C4, C9, C10: a last day that was given, here or ever before, is computed no more, whatever moves; corrected to what
 * the agreed length makes it, it is computed again.
 */
const termFrom = (
  state: Contract,
  term: Term,
  firstDay: Day,
  namedLastDay: Day | undefined,
  before: Term | null,
  termEnds: Correct['termEnds'],
): Term | Refusal<ContractRefusal> => {
  const agreed = term.period ?? (namedLastDay === undefined ? null : (state.agreed.get(term.termId) ?? null));
  const computed = agreed === null ? term : laidFrom(state, { ...term, period: agreed }, firstDay, before, termEnds);
  // Terms of old ledgers may have other days than today's rules give. What is not corrected stays.
  const unmoved = term.period !== null && firstDay === term.firstDay && term.policyVersion === policyOf(state, term);
  const lastDay = namedLastDay ?? (unmoved ? term : computed).lastDay;
  if (lastDay < firstDay) return refuse('term-runs-backwards', 'C9', { firstDay, lastDay });
  if (unmoved && lastDay === term.lastDay) return term;
  if (agreed !== null && lastDay === computed.lastDay) return computed;
  if (firstDay === term.firstDay && lastDay === term.lastDay) return term;
  const span = spanBetween(firstDay, lastDay, asBefore(before, termEnds), endOf(termEnds, term.policyVersion));
  return { ...term, ...span, period: null };
};

const policyOf = ({ terms }: Contract, { termId }: Term): number | undefined =>
  terms.find((term) => term.termId === termId)?.policyVersion;

const sameTerm = (a: Term, b: Term): boolean =>
  sameSpan(a, b) && a.period === b.period && a.signedOn === b.signedOn && a.policyVersion === b.policyVersion;

const follows = (term: Term, old: Term): boolean => term.firstDay === dayAfter(old.lastDay);

/** The ledger stores the members of an object in another order than a command has them. */
const isSameCorrection = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  return (
    left.length === Object.keys(b).length &&
    left.every(([name, member]) => name in right && isSameCorrection(member, right[name]))
  );
};
