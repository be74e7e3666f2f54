import { Inject } from '@nestjs/common';
import { dayAfter } from '../../domain/kernel/civil.js';
import { type CountedPromise, PromiseTally } from '../../domain/report/promises.js';
import { promiseKnownAt, type PromiseRow } from '../../projections/promises/promises.row.js';
import type { View } from '../platform/views/view-store.js';
import { Groups } from './groups.js';
import type { ReportSpan } from './report-span.js';
import { PROMISE_ROWS } from './reports.tokens.js';
import { rowsOfSpan } from './rows-of-span.js';

/** What promises can be divided by. */
export type PromiseDivision = 'month' | 'channel' | 'priority' | 'service';

/** Counts the promises of the requests that were made in a span (Q2). */
export class CountedPromises {
  constructor(@Inject(PROMISE_ROWS) private readonly promises: View<PromiseRow>) {}

  /** @throws CallerGone */
  async of(
    { vendor, from, to, knownPosition }: ReportSpan,
    by: PromiseDivision | undefined,
    signal: AbortSignal,
  ): Promise<Groups<PromiseTally>> {
    const groups = new Groups(() => new PromiseTally());
    const requested = { vendor, field: 'requestedOn', from, below: dayAfter(to) };
    for await (const rows of rowsOfSpan(this.promises, requested, signal))
      for (const row of rows) {
        const known: CountedPromise | null = promiseKnownAt(row, knownPosition);
        if (known === null) continue;
        for (const tally of groups.tallies(keyOf(row, known, by))) tally.add(known);
      }
    return groups;
  }
}

const keyOf = (row: PromiseRow, { priority }: CountedPromise, by: PromiseDivision | undefined): string | null => {
  switch (by) {
    case undefined:
      return null;
    case 'month':
      return row.requestedOn.slice(0, 'YYYY-MM'.length);
    case 'channel':
      return row.channel;
    case 'priority':
      return priority;
    case 'service':
      return row.service;
  }
};
