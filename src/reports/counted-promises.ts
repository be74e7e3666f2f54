import { Inject } from '@nestjs/common';
import { dayAfter, dayAt } from '../../domain/kernel/civil.js';
import { type CountedPromise, PromiseTally } from '../../domain/report/promises.js';
import { promiseKnownAt, type PromiseRow } from '../../projections/promises/promises.row.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import { REQUEST_ROWS } from '../requests/requests.port.js';
import type { View } from '../platform/views/view-store.js';
import { Groups } from './groups.js';
import type { ReportSpan } from './report-span.js';
import { PROMISE_ROWS } from './reports.tokens.js';
import { rowsOfSpan } from './rows-of-span.js';

/** What promises can be divided by. */
export type PromiseDivision = 'month' | 'channel' | 'priority' | 'service';

/** Counts the promises of the requests that were made in a span (Q2). */
export class CountedPromises {
  constructor(
    @Inject(PROMISE_ROWS) private readonly promises: View<PromiseRow>,
    @Inject(REQUEST_ROWS) private readonly requests: View<RequestRow>,
  ) {}

  /** @throws CallerGone */
  async of(span: ReportSpan, by: PromiseDivision | undefined, signal: AbortSignal): Promise<Groups<PromiseTally>> {
    const { vendor, from, to, knownPosition } = span;
    const groups = new Groups(() => new PromiseTally());
    const requested = { vendor, field: 'requestedOn', from, below: dayAfter(to) };
    for await (const rows of rowsOfSpan(this.promises, requested, signal))
      for (const row of rows) {
        const known: CountedPromise | null = promiseKnownAt(row, knownPosition);
        if (known === null) continue;
        for (const tally of groups.tallies(keyOf(row, known, by))) tally.add(known);
      }
    await this.addGoodwill(groups, span, by, signal);
    return groups;
  }

  private async addGoodwill(
    groups: Groups<PromiseTally>,
    { vendor, start, end, knownPosition, policies: { zone } }: ReportSpan,
    by: PromiseDivision | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const requested = { vendor, field: 'goodwillRequestedAt', from: start, below: end };
    for await (const rows of rowsOfSpan(this.requests, requested, signal))
      for (const row of rows) {
        const { goodwillPosition: granted, goodwillRequestedAt: requestedAt, goodwillPriority: priority } = row;
        if (granted === null || requestedAt === null || priority === null || granted > knownPosition) continue;
        const requestedOn = dayAt(requestedAt, zone);
        for (const tally of groups.tallies(keyOf({ ...row, requestedOn }, { priority }, by))) tally.addGoodwill();
      }
  }
}

const keyOf = (
  row: Pick<PromiseRow, 'requestedOn' | 'channel' | 'service'>,
  { priority }: Pick<CountedPromise, 'priority'>,
  by: PromiseDivision | undefined,
): string | null => {
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
