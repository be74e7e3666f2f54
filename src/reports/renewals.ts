import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { answersPosition } from '../../domain/entitlement/sheet.js';
import { type Day, dayAfter, type Instant } from '../../domain/kernel/civil.js';
import { type RenewalFigures, renewalOf, RenewalTally } from '../../domain/report/renewals.js';
import {
  type RenewalContract,
  renewalContractAt,
  type RenewalFactsRow,
  type RenewalsRow,
  type TermEndRow,
} from '../../projections/renewals/renewals.row.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import type { View } from '../platform/views/view-store.js';
import { reportBounds } from './bounds.js';
import { Groups, keysOf } from './groups.js';
import { ReportQuery, ReportSpans } from './report-span.js';
import { RENEWAL_ROWS } from './reports.tokens.js';
import { rowsOfSpan } from './rows-of-span.js';

export const renewalDivisions = ['month'] as const;

export class RenewalsQuery extends ReportQuery {
  /** What the figures are divided by: the month of the last day. */
  @ApiPropertyOptional({ enum: renewalDivisions })
  @IsOptional()
  @OneOf(renewalDivisions)
  by?: (typeof renewalDivisions)[number];
}

/** A term that was not renewed on time. */
export interface MissedTerm {
  readonly contractId: string;
  readonly contractNo: string;
  readonly termId: string;
  readonly lastDay: Day;
  readonly state: 'late' | 'lost';
  /** The first day of the next term, and the days before it without cover; null of one that is lost. */
  readonly nextFirstDay: Day | null;
  readonly gapDays: number | null;
}

export interface RenewalsAnswer extends RenewalFigures {
  readonly from: Day;
  readonly to: Day;
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  readonly groups: readonly (RenewalFigures & { readonly key: string })[];
  /** By last day; `late` and `lost` count all of them. */
  readonly missed: readonly MissedTerm[];
}

/** Q4: what followed on the terms whose last day lies in a span. */
export class RenewalReports {
  constructor(
    @Inject(RENEWAL_ROWS) private readonly rows: View<RenewalsRow>,
    @Inject(ReportSpans) private readonly spans: ReportSpans,
  ) {}

  /** @throws Problem; CallerGone */
  async of(vendor: string, query: RenewalsQuery, signal: AbortSignal): Promise<RenewalsAnswer> {
    const { from, to, knownAt, knownPosition, today, figures } = await this.spans.read(vendor, query);
    const groups = new Groups(() => new RenewalTally());
    const missed: MissedTerm[] = [];
    const lastDays = { vendor, field: 'lastDay', from, below: dayAfter(to) };
    for await (const rows of rowsOfSpan(this.rows, lastDays, signal)) {
      const ends = rows as readonly TermEndRow[];
      const contracts = await this.#contracts(vendor, ends, knownPosition);
      for (const { contractId, lastDay } of ends) {
        const contract = contracts.get(contractId);
        // Known to have another last day then, or none at all.
        const term = contract?.terms.find((each) => each.lastDay === lastDay);
        if (contract === undefined || term === undefined) continue;
        const renewal = renewalOf(term, contract, today, figures.reports.lostAfterDays);
        if (renewal === null) continue;
        const key = query.by === undefined ? null : lastDay.slice(0, 'YYYY-MM'.length);
        for (const tally of groups.tallies(key)) tally.add(renewal);
        const { state } = renewal;
        if ((state !== 'late' && state !== 'lost') || missed.length >= reportBounds.listed) continue;
        const [nextFirstDay, gapDays] = state === 'late' ? [renewal.nextFirstDay, renewal.gapDays] : [null, null];
        missed.push({
          contractId,
          contractNo: contract.contractNo,
          termId: term.termId,
          lastDay,
          state,
          nextFirstDay,
          gapDays,
        });
      }
    }
    return {
      from,
      to,
      knownAt,
      knownPosition,
      ...groups.whole.figures(),
      groups: keysOf(groups).map((key) => ({ key, ...groups.of(key).figures() })),
      missed,
    };
  }

  /** The contracts of these terms, as known at the position. */
  async #contracts(
    vendor: string,
    ends: readonly TermEndRow[],
    knownPosition: number,
  ): Promise<ReadonlyMap<string, RenewalContract>> {
    const ids = [...new Set(ends.map(({ contractId }) => contractId))];
    const live = (await this.rows.getMany(ids)) as ReadonlyMap<string, RenewalFactsRow>;
    const contracts = new Map<string, RenewalContract>();
    for (const [id, row] of live) {
      const page = answersPosition(row, knownPosition) ? row : await this.#closedPage(vendor, id, knownPosition);
      const contract = page === undefined ? null : renewalContractAt(page, knownPosition);
      if (contract !== null) contracts.set(id, contract);
    }
    return contracts;
  }

  async #closedPage(vendor: string, subject: string, knownPosition: number): Promise<RenewalFactsRow | undefined> {
    const where = [
      { field: 'subject', is: subject },
      { field: 'knownTo', from: knownPosition + 1 },
    ] as const;
    const { items } = await this.rows.query({ vendor, where, sort: { field: 'knownTo' }, limit: 1 });
    return items[0]?.row as RenewalFactsRow | undefined;
  }
}
