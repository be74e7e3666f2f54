import type { PlainCalendar } from './plain-calendar.js';

/** What is owed, as its group has it in a span of time; instants are epoch ms. */
export interface Item {
  /** O4: names it for ever. */
  readonly key: string;
  readonly kind: string;
  /** Infinity while it is paused. */
  readonly firesAt: number;
  /** O3: what has no more use ends at once, as one of these. */
  readonly endsAs?: string | null;
  /** O7: a reminder makes no sense after this instant. */
  readonly sensibleUntil?: number;
}

/** What is owed together from an instant on, in the order of days. */
export interface Version {
  readonly from: number;
  readonly items: readonly Item[];
}

/** How an obligation has to end. */
export interface ExpectedEnd {
  readonly kind: string;
  readonly at: number;
  /** Any of them where several reasons hold at once. */
  readonly ends: readonly string[];
  /** Of what is sent. */
  readonly recipients: readonly string[];
}

/** What becomes of what goes: why nobody is written to, or who is. */
export type Outcome = { readonly unsent: readonly string[] } | { readonly sentTo: readonly string[] } | 'done';

/** M8: these leave in hotline hours only. */
const inHours: ReadonlySet<string> = new Set([
  'renewal-reminder',
  'lapse-notice',
  'request-waiting',
  'request-resolved',
  'wait-reminder',
  'memo-planned',
  'survey',
  'survey-reminder',
]);

/**
 * O3, O7, M8: one group run through by hand. A version counts up to the instant of the next; of several at one
 * instant the last counts.
 */
export const runGroup = (
  versions: readonly Version[],
  until: number,
  calendarAt: (at: number) => PlainCalendar,
  outcomeAt: (item: Item, at: number) => Outcome,
): ReadonlyMap<string, ExpectedEnd> => {
  const ended = new Map<string, ExpectedEnd>();
  const end = ({ key, kind }: Item, at: number, ends: readonly string[], recipients: readonly string[] = []): void =>
    void ended.set(key, { kind, at, ends, recipients });
  versions.forEach(({ from, items }, index) => {
    const next = Math.min(versions[index + 1]?.from ?? Infinity, until);
    for (let at = from; at < next;) {
      for (const item of items) if (item.endsAs != null && !ended.has(item.key)) end(item, at, [item.endsAs]);
      const open = items.filter(({ key }) => !ended.has(key));
      const due = open.filter(({ firesAt }) => firesAt <= at);
      const opening = calendarAt(at).nextOpening(at);
      if (due.some(({ kind }) => inHours.has(kind)) && opening > at) {
        at = opening;
        continue;
      }
      const goes = due.filter(({ sensibleUntil = Infinity }) => at < sensibleUntil).at(-1);
      for (const item of due) if (item !== goes) end(item, at, ['superseded']);
      if (goes !== undefined) {
        const outcome = outcomeAt(goes, at);
        if (outcome === 'done') end(goes, at, ['done']);
        else if ('unsent' in outcome) end(goes, at, outcome.unsent);
        else end(goes, at, ['sent'], outcome.sentTo);
      }
      at = Math.min(...open.filter(({ key }) => !ended.has(key)).map(({ firesAt }) => firesAt));
    }
  });
  return ended;
};
