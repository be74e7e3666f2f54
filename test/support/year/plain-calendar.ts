/** Milliseconds of a minute, an hour and a day. */
export const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000] as const;
/** Both vendors are at +08:00 all year round. */
const zoneMs = 8 * hourMs;

/** The local day of an instant, `2026-11-26`. */
export const dayOf = (at: number): string => new Date(at + zoneMs).toISOString().slice(0, 10);
/** The instant of a local day and a wall-clock time. */
export const local = (day: string, time = '00:00'): number => Date.parse(`${day}T${time}:00.000Z`) - zoneMs;
export const daysAfter = (day: string, days: number): string => dayOf(local(day) + days * dayMs);

interface Window {
  readonly from: number;
  readonly to: number;
}
export interface PlainSpan {
  readonly from: number;
  /** Null: nobody has ended it. */
  readonly to: number | null;
}

/** K1, K2, written down once more: by a list of rest days and make-up days, with nothing of the product. */
export class PlainCalendar {
  readonly #rest: ReadonlySet<string>;
  readonly #makeUp: ReadonlySet<string>;

  constructor({
    holidays,
    makeUpDays,
  }: {
    readonly holidays: readonly string[];
    readonly makeUpDays: readonly string[];
  }) {
    this.#rest = new Set(holidays);
    this.#makeUp = new Set(makeUpDays);
  }

  isWorkingDay(day: string): boolean {
    if (this.#makeUp.has(day)) return true;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday >= 1 && weekday <= 5 && !this.#rest.has(day);
  }

  /** The last working day at or before a day. */
  atOrBefore(day: string): string {
    return this.isWorkingDay(day) ? day : this.atOrBefore(daysAfter(day, -1));
  }

  atOrAfter(day: string): string {
    return this.isWorkingDay(day) ? day : this.atOrAfter(daysAfter(day, 1));
  }

  /** The `n`th working day after a day, which itself is not counted. */
  workingDayAfter(day: string, n: number): string {
    let found = day;
    for (let left = n; left > 0; left -= 1) found = this.atOrAfter(daysAfter(found, 1));
    return found;
  }

  hotline(day: string): readonly Window[] {
    if (!this.isWorkingDay(day)) return [];
    return [
      { from: local(day, '09:00'), to: local(day, '12:00') },
      { from: local(day, '13:00'), to: local(day, '18:00') },
    ];
  }

  onsite(day: string): readonly Window[] {
    return this.isWorkingDay(day) ? [{ from: local(day, '09:00'), to: local(day, '18:00') }] : [];
  }

  isOpen(at: number): boolean {
    return this.hotline(dayOf(at)).some(({ from, to }) => from <= at && at < to);
  }

  nextOpening(at: number): number {
    if (this.isOpen(at)) return at;
    for (let day = dayOf(at); ; day = daysAfter(day, 1))
      for (const { from } of this.hotline(day)) if (from >= at) return from;
  }

  /** The close of the `n`th working day after the day of an instant. */
  closeAfter(at: number, n: number): number {
    return local(this.workingDayAfter(dayOf(at), n), '18:00');
  }
}

/** Spans as a union, in order, without those that are empty. */
export const union = (spans: readonly PlainSpan[]): readonly PlainSpan[] => {
  const sorted = spans.filter(({ from, to }) => to === null || to > from).sort((a, b) => a.from - b.from);
  const found: { from: number; to: number | null }[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last === undefined || (last.to !== null && last.to < from)) found.push({ from, to });
    else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to);
  }
  return found;
};

/** The parts of a window in no pause; those after a pause that nobody has ended are none. */
const outside = ({ from, to }: Window, pauses: readonly PlainSpan[]): readonly Window[] => {
  const parts: Window[] = [];
  let at = from;
  for (const pause of pauses) {
    if (pause.from >= to) break;
    if (pause.from > at) parts.push({ from: at, to: pause.from });
    if (pause.to === null) return parts;
    at = Math.max(at, pause.to);
  }
  if (at < to) parts.push({ from: at, to });
  return parts;
};

/** Milliseconds of windows that lie in no pause. */
export const runningIn = (windows: readonly Window[], pauses: readonly PlainSpan[]): number =>
  windows.flatMap((window) => outside(window, pauses)).reduce((sum, { from, to }) => sum + to - from, 0);

/**
 * K3, K10: the first instant at which so many milliseconds have run in windows and in no pause; null while a pause is
 * open before it. `windowsOf` of a day; null: all of each day counts.
 */
export const runOut = (
  start: number,
  budget: number,
  pauses: readonly PlainSpan[],
  windowsOf: ((day: string) => readonly Window[]) | null,
): number | null => {
  const merged = union(pauses);
  const openFrom = merged.find(({ to }) => to === null)?.from ?? Infinity;
  let left = budget;
  for (let day = dayOf(start); ; day = daysAfter(day, 1)) {
    const midnight = local(day);
    const windows = windowsOf?.(day) ?? [{ from: midnight, to: midnight + dayMs }];
    for (const { from, to } of windows) {
      if (to <= start) continue;
      for (const part of outside({ from: Math.max(from, start), to }, merged)) {
        if (left <= part.to - part.from) return part.from + left;
        left -= part.to - part.from;
      }
    }
    if (midnight >= openFrom) return null;
  }
};
