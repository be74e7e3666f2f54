/**
 * Terms of a contract once more, written from docs/rules.md alone (C1 to C10, T3, T4): days are numbers, a contract is
 * a few lists, nothing is clever. `corresponding-day` policies only.
 */
const DAY = 86_400_000;
export const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
export const textOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export interface ModelTerm {
  readonly id: string;
  first: number;
  last: number;
  /** Day of the month that the chain aims at (T4). */
  aim: number;
  /** Months agreed, or days; null once a last day was named. */
  length: Length | null;
  readonly agreed: Length | null;
  /** C2: signed on time, behind all others. */
  readonly queued: boolean;
  /** When its last day was named by a correction, as a number of the recording; 0: never. */
  namedAt: number;
  cut: boolean;
}
export type Length = { readonly months: number } | { readonly days: number };
interface ModelSuspension {
  readonly id: string;
  readonly from: number;
  to: number | null;
  extend: boolean;
  readonly recordedAt: number;
  grown: { readonly term: string; readonly days: number } | null;
}
export type ModelCommand =
  | { renew: string; signed: number; length: Length | null; last: number | null; start: number | null }
  | { cancel: string; from: number; moveUp: boolean }
  | { suspend: string; from: number; to: number | null; extend: boolean }
  | { resume: number; extend: boolean }
  | { correct: string; term: string; first?: number; last?: number }
  | { purchased: string; on: number }
  | { terminate: number }
  | { reinstate: true };

const monthDay = (day: number): number => new Date(day * DAY).getUTCDate();
/** T3, T4: so many months after the month of a day, on the aim or on the month's last day. */
const monthsAfter = (day: number, months: number, aim: number): number => {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(aim, longest)) / DAY;
};

class No extends Error {}
const refuseIf = (refused: boolean): void => {
  if (refused) throw new No();
};

export class Model {
  terms: ModelTerm[];
  suspensions: ModelSuspension[] = [];
  terminated: number | null = null;
  private readonly known = new Set<string>();
  private recordings = 1;

  constructor(
    private purchased: number,
    free: Length,
  ) {
    const term = { id: 't0', agreed: free, length: free, queued: false, namedAt: 0, cut: false };
    this.terms = [{ ...term, ...this.laid(purchased, free, null) }];
    this.known.add('t0');
  }

  /** Whether it was recorded: refused, nothing to do, or changed. */
  execute(command: ModelCommand): 'refused' | 'nothing' | 'changed' {
    const { terms, suspensions, terminated, purchased } = this;
    const before = structuredClone({ terms, suspensions, terminated, purchased });
    try {
      const changed = this.apply(command);
      if (changed) this.recordings += 1;
      return changed ? 'changed' : 'nothing';
    } catch (error) {
      if (!(error instanceof No)) throw error;
      Object.assign(this, before);
      return 'refused';
    }
  }

  /** D2: the first thing that is not so names the state. */
  stateOn(day: number): string {
    if (day < this.purchased || this.terms.every(({ first }) => day < first)) return 'not-started';
    if (this.terminated !== null && day >= this.terminated) return 'terminated';
    if (this.suspensions.some(({ from, to }) => from <= day && day <= (to ?? Infinity))) return 'suspended';
    if (this.inTerm(this.terms, day)) return 'in-term';
    return this.terms.some(({ first }) => first > day) ? 'gap' : 'lapsed';
  }

  private apply(command: ModelCommand): boolean {
    if ('renew' in command) return this.renew(command);
    if ('cancel' in command) return this.cancel(command);
    if ('suspend' in command) return this.suspend(command);
    if ('resume' in command) return this.resume(command);
    if ('correct' in command) return this.correct(command.correct, command, null);
    if ('purchased' in command) return this.correct(command.purchased, null, command.on);
    if ('terminate' in command) {
      if (this.terminated === command.terminate) return false;
      refuseIf(this.terminated !== null || command.terminate < this.purchased);
      this.terminated = command.terminate;
      return true;
    }
    const was = this.terminated !== null;
    this.terminated = null;
    return was;
  }

  private renew({ renew: id, signed, length, last, start }: Extract<ModelCommand, { renew: string }>): boolean {
    if (this.known.has(id)) return false;
    refuseIf(signed < this.purchased);
    const behind = this.terms.at(-1)!;
    // C2 on time, C3 late.
    const first = start ?? (signed <= behind.last ? behind.last + 1 : signed);
    refuseIf(last !== null && last < first);
    const span =
      length === null
        ? this.given(first, last!, this.before(this.terms, first))
        : this.laid(first, length, this.before(this.terms, first));
    refuseIf(this.terminated !== null && first >= this.terminated);
    const queued = signed <= behind.last && first > behind.last;
    this.put([...this.terms, { id, agreed: length, length, queued, namedAt: 0, cut: false, ...span }]);
    this.known.add(id);
    return true;
  }

  private cancel({ cancel: id, from, moveUp }: Extract<ModelCommand, { cancel: string }>): boolean {
    const index = this.terms.findIndex((term) => term.id === id);
    if (index < 0) {
      refuseIf(!this.known.has(id));
      return false;
    }
    refuseIf(id === 't0');
    const term = this.terms[index]!;
    if (term.last === from - 1) return false;
    refuseIf(from > term.last);
    const later = this.terms.slice(index + 1);
    const stored = this.terms.slice(0, index);
    let cursor = from <= term.first ? term.first : from;
    if (from > term.first) {
      const span = this.given(term.first, from - 1, stored.at(-1) ?? null);
      stored.push({ ...term, ...span, length: null, cut: true });
    }
    while (moveUp && later[0]?.queued === true) {
      const next = later.shift()!;
      const moved = this.relaid(next, cursor, stored.at(-1) ?? null);
      stored.push(moved);
      cursor = moved.last + 1;
    }
    this.put([...stored, ...later]);
    return true;
  }

  private suspend({ suspend: id, from, to, extend }: Extract<ModelCommand, { suspend: string }>): boolean {
    if (this.suspensions.some((item) => item.id === id)) return false;
    refuseIf(this.terminated !== null && from >= this.terminated);
    refuseIf(to !== null && to < from);
    refuseIf(this.suspensions.some((item) => item.from <= (to ?? Infinity) && from <= (item.to ?? Infinity)));
    const suspension: ModelSuspension = { id, from, to, extend, recordedAt: this.recordings, grown: null };
    if (extend && to !== null) this.lengthen({ ...suspension, recordedAt: Infinity }, to, suspension);
    this.suspensions.push(suspension);
    return true;
  }

  private resume({ resume: on, extend }: Extract<ModelCommand, { resume: number }>): boolean {
    const suspension =
      this.suspensions.find(({ from, to }) => from <= on && on <= (to ?? Infinity)) ??
      this.suspensions.find(({ to }) => to === on - 1);
    refuseIf(suspension === undefined);
    const item = suspension!;
    const extended = item.extend || extend;
    if (item.to === on - 1 && extended === item.extend) return false;
    const before = structuredClone(this.terms);
    const grownBefore = item.grown;
    const stays = (id: string): boolean =>
      this.stays(
        this.terms.find((term) => term.id === id),
        item,
      );
    if (item.grown === null || !stays(item.grown.term)) {
      if (item.grown !== null) {
        const grown = this.terms.find((term) => term.id === item.grown!.term);
        refuseIf(grown !== undefined && grown.last - item.grown.days < grown.first);
        this.grow(item.grown.term, -item.grown.days, item);
        item.grown = null;
      }
      const touched = extended ? this.touched(item.from, on - 1) : undefined;
      if (touched !== undefined && this.stays(touched, item)) [this.terms, item.grown] = [before, grownBefore];
      else if (extended) this.lengthen(item, on - 1, item);
    }
    this.put(this.terms);
    item.extend = extended;
    item.to = on - 1;
    if (item.to < item.from) this.suspensions.splice(this.suspensions.indexOf(item), 1);
    return true;
  }

  private correct(
    id: string,
    given: { readonly term: string; readonly first?: number; readonly last?: number } | null,
    purchasedOn: number | null,
  ): boolean {
    if (this.known.has(id)) return false;
    refuseIf(given !== null && !this.terms.some((term) => term.id === given.term));
    const purchased = purchasedOn ?? this.purchased;
    const laid: ModelTerm[] = [];
    const moving = new Set<string>();
    for (const [index, term] of this.terms.entries()) {
      const mine = given?.term === term.id ? given : null;
      const old = this.terms[index - 1];
      const followed = laid.find((item) => item.id === old?.id);
      let first = mine?.first ?? term.first;
      if (term.id === 't0' && mine?.first === undefined && purchased !== this.purchased) first = purchased;
      const follows =
        old !== undefined && old.last + 1 === term.first && moving.has(old.id) && followed!.last !== old.last;
      if (follows && mine?.first === undefined) first = followed!.last + 1;
      if (mine !== null || (follows && mine === null)) moving.add(term.id);
      const before = term.id === 't0' ? null : this.before(laid, first);
      const asAgreed = term.agreed === null ? null : this.relaid({ ...term, length: term.agreed }, first, before);
      let last = term.length === null || first === term.first ? term.last : asAgreed!.last;
      last = mine?.last ?? last;
      refuseIf(last < first);
      if (first === term.first && last === term.last && (term.length !== null || mine?.last === undefined))
        laid.push(term);
      else if (asAgreed?.last === last && (term.length !== null || mine?.last !== undefined))
        laid.push({ ...asAgreed, namedAt: 0, cut: false });
      else if (first === term.first && last === term.last) laid.push(term);
      else {
        const named = term.length !== null || last !== term.last;
        const naming = named ? { namedAt: this.recordings + 1, cut: false } : {};
        laid.push({ ...term, ...this.given(first, last, before), length: null, ...naming });
      }
    }
    const same = (a: ModelTerm, b: ModelTerm): boolean =>
      a.first === b.first && a.last === b.last && a.aim === b.aim && (a.length === null) === (b.length === null);
    if (
      purchased === this.purchased &&
      this.terms.every((term) =>
        same(
          term,
          laid.find(({ id: value }) => value === term.id)!,
        ),
      )
    )
      return false;
    this.purchased = purchased;
    this.put(laid);
    this.known.add(id);
    return true;
  }

  /** C5: the suspended days inside terms go to the last term that has one of them. */
  private lengthen(by: ModelSuspension, to: number, into: ModelSuspension): void {
    const touched = this.touched(by.from, to);
    if (touched === undefined) return;
    let days = 0;
    for (let day = by.from; day <= to; day += 1) if (this.inTerm(this.terms, day)) days += 1;
    const last = touched.last;
    this.grow(touched.id, days, by);
    const grown = this.terms.find(({ id }) => id === touched.id)!.last - last;
    into.grown = grown === 0 ? null : { term: touched.id, days: grown };
  }

  private touched(from: number, to: number): ModelTerm | undefined {
    return this.terms.filter(({ first, last }) => first <= to && from <= last).at(-1);
  }

  /** A day at a time, as long as nothing that stays is in the way; anchors are looked at when all days are there. */
  private grow(id: string, days: number, by: ModelSuspension): void {
    const start = this.terms.findIndex((term) => term.id === id);
    if (start < 0 || this.stays(this.terms[start], by)) return;
    let end = start;
    while (this.terms[end + 1]?.queued === true && (end === start || !this.stays(this.terms[end], by))) end += 1;
    const terms = structuredClone(this.terms);
    const closing = end > start && this.stays(terms[end], by);
    const step = Math.sign(days);
    for (let done = 0; done !== days; done += step) {
      const [last, next] = [terms[end]!, terms[end + 1]];
      if (closing ? last.first + step > last.last : next !== undefined && last.last + step >= next.first) break;
      for (let i = start; i <= end; i += 1) {
        if (i > start) terms[i]!.first += step;
        if (!(closing && i === end)) terms[i]!.last += step;
      }
    }
    if (terms[start]!.last === this.terms[start]!.last) return;
    for (let i = start; i <= end; i += 1)
      Object.assign(terms[i]!, this.given(terms[i]!.first, terms[i]!.last, terms[i - 1] ?? null));
    this.terms = terms;
  }

  /** C4, C9: a cut last day stays for good, a corrected one against all suspensions recorded before. */
  private stays(term: ModelTerm | undefined, { recordedAt }: ModelSuspension): boolean {
    return term !== undefined && (term.cut || (term.namedAt > 0 && term.namedAt > recordedAt + 1));
  }

  private laid(first: number, length: Length, before: ModelTerm | null): Pick<ModelTerm, 'first' | 'last' | 'aim'> {
    const [from, aim] = this.chain(first, before);
    if ('days' in length) return { first, last: from + length.days, aim: monthDay(from + length.days) };
    return { first, last: monthsAfter(from, length.months, aim), aim };
  }

  /** A last day that is named keeps the aim where it is a corresponding day of the chain (T4). */
  private given(first: number, last: number, before: ModelTerm | null): Pick<ModelTerm, 'first' | 'last' | 'aim'> {
    const [from, aim] = this.chain(first, before);
    for (let months = 1; months < 600; months += 1)
      if (monthsAfter(from, months, aim) === last) return { first, last, aim };
    return { first, last, aim: monthDay(last) };
  }

  /** By its agreed length and what suspensions added to it; with its days where a last day was named. */
  private relaid(term: ModelTerm, first: number, before: ModelTerm | null): ModelTerm {
    if (term.length === null) return { ...term, ...this.given(first, first + term.last - term.first, before) };
    const span = this.laid(first, term.length, before);
    const more = this.suspensions.reduce((sum, { grown }) => sum + (grown?.term === term.id ? grown.days : 0), 0);
    return { ...term, ...(more === 0 ? span : this.given(first, span.last + more, before)) };
  }

  private chain(first: number, before: ModelTerm | null): readonly [number, number] {
    return before !== null && before.last + 1 === first ? [before.last, before.aim] : [first, monthDay(first)];
  }

  private before(terms: readonly ModelTerm[], first: number): ModelTerm | null {
    return sorted(terms.filter(({ last }) => last < first)).at(-1) ?? null;
  }

  private inTerm(terms: readonly ModelTerm[], day: number): boolean {
    return terms.some(({ first, last }) => first <= day && day <= last);
  }

  private put(terms: readonly ModelTerm[]): void {
    const next = sorted(terms);
    for (const [index, { first, last }] of next.entries())
      refuseIf(last < first || first < this.purchased || (next[index + 1]?.first ?? Infinity) <= last);
    this.terms = next;
  }
}

const sorted = (terms: readonly ModelTerm[]): ModelTerm[] => terms.toSorted((a, b) => a.first - b.first);
