import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Day, dayAt, type Instant } from '../../domain/kernel/civil.js';
import { type CountedSurvey, type SatisfactionFigures, SatisfactionTally } from '../../domain/report/satisfaction.js';
import { surveyKnownAt, type SurveyRow, type SurveysRow } from '../../projections/surveys/surveys.row.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import type { View } from '../platform/views/view-store.js';
import { Groups, keysOf } from './groups.js';
import { ReportQuery, ReportSpans } from './report-span.js';
import { SURVEY_ROWS } from './reports.tokens.js';
import { rowsOfSpan } from './rows-of-span.js';

export const satisfactionDivisions = ['month', 'channel', 'priority', 'service'] as const;
type Division = (typeof satisfactionDivisions)[number];

export class SatisfactionQuery extends ReportQuery {
  /**
   * What the figures are divided by: the month of sending, in the vendor's zone, or facts of the request at that time.
   */
  @ApiPropertyOptional({ enum: satisfactionDivisions }) @IsOptional() @OneOf(satisfactionDivisions) by?: Division;
}

export interface SatisfactionAnswer extends SatisfactionFigures {
  readonly from: Day;
  readonly to: Day;
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  readonly groups: readonly (SatisfactionFigures & { readonly key: string })[];
}

/** Q3: what customers answered to the surveys that were sent in a span. */
export class SatisfactionReports {
  constructor(
    @Inject(SURVEY_ROWS) private readonly rows: View<SurveysRow>,
    @Inject(ReportSpans) private readonly spans: ReportSpans,
  ) {}

  /** @throws Problem; CallerGone */
  async of(vendor: string, query: SatisfactionQuery, signal: AbortSignal): Promise<SatisfactionAnswer> {
    const { from, to, start, end, knownAt, knownPosition, policies, figures } = await this.spans.read(vendor, query);
    const groups = new Groups(() => new SatisfactionTally(figures.surveys.followUpAtOrBelow));
    const sent = { vendor, field: 'sentAt', from: start, below: end };
    for await (const rows of rowsOfSpan(this.rows, sent, signal))
      for (const row of rows as readonly SurveyRow[]) {
        const known: CountedSurvey | null = surveyKnownAt(row, knownPosition);
        if (known === null || known.superseded) continue;
        for (const tally of groups.tallies(keyOf(row, query.by, policies.zone))) tally.add(known);
      }
    return {
      from,
      to,
      knownAt,
      knownPosition,
      ...groups.whole.figures(),
      groups: keysOf(groups).map((key) => ({ key, ...groups.of(key).figures() })),
    };
  }
}

const keyOf = (row: SurveyRow, by: Division | undefined, zone: string): string | null => {
  if (by === undefined) return null;
  return by === 'month' ? dayAt(row.sentAt, zone).slice(0, 'YYYY-MM'.length) : row[by];
};
