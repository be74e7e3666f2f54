import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import {
  countsAsIntake,
  type CountedIntake,
  type ServiceLevels,
  ServiceLevelTally,
} from '../../domain/report/service-levels.js';
import { dayAt, epochOf, type Instant } from '../../domain/kernel/civil.js';
import type { Channel } from '../../domain/kernel/vocabulary.js';
import { intakeKnownAt, type IntakeRow } from '../../projections/intakes/intakes.row.js';
import { INTAKE_ROWS } from '../intakes/intakes.port.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import type { View } from '../platform/views/view-store.js';
import { reportBounds } from './bounds.js';
import { Groups } from './groups.js';
import { ReportQuery, type ReportSpan, ReportSpans } from './report-span.js';
import { rowsOfSpan } from './rows-of-span.js';

export const serviceLevelDivisions = ['month', 'channel'] as const;

export class ServiceLevelsQuery extends ReportQuery {
  /** What the figures are divided by: the month of the arrival in the vendor's zone, or the channel. */
  @ApiPropertyOptional({ enum: serviceLevelDivisions })
  @IsOptional()
  @OneOf(serviceLevelDivisions)
  by?: (typeof serviceLevelDivisions)[number];
}

export interface UnregisteredIntake {
  readonly id: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
}

export interface ServiceLevelsAnswer extends ServiceLevels {
  readonly from: string;
  readonly to: string;
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  readonly groups: readonly (ServiceLevels & { readonly key: string })[];
  readonly unregistered: { readonly count: number; readonly items: readonly UnregisteredIntake[] };
}

/** Q1: how many calls were answered, and how much of what arrived is registered. */
export class ServiceLevelReports {
  constructor(
    @Inject(INTAKE_ROWS) private readonly intakes: View<IntakeRow>,
    @Inject(ReportSpans) private readonly spans: ReportSpans,
  ) {}

  /** @throws Problem; CallerGone */
  async of(vendor: string, query: ServiceLevelsQuery, signal: AbortSignal): Promise<ServiceLevelsAnswer> {
    const span = await this.spans.read(vendor, query);
    const { from, to, start, end, knownAt, knownPosition, policies } = span;
    const groups = new Groups(() => new ServiceLevelTally());
    const items: UnregisteredIntake[] = [];
    let count = 0;
    const arrivals = { vendor, field: 'receivedAt', from: start, below: end };
    for await (const rows of rowsOfSpan(this.intakes, arrivals, signal))
      for (const row of rows) {
        const known = intakeKnownAt(row, knownPosition);
        if (known === null) continue;
        const counted = countedIn(known, span);
        for (const tally of groups.tallies(keyOf(known, query, policies.zone))) tally.add(counted);
        if (counted.registered || !countsAsIntake(counted)) continue;
        count += 1;
        const { intakeId: id, channel, receivedAt } = known;
        if (items.length < reportBounds.listed) items.push({ id, channel, receivedAt });
      }
    return {
      from,
      to,
      knownAt,
      knownPosition,
      ...groups.whole.figures(),
      groups: groups.figures((tally) => tally.figures()),
      unregistered: { count, items },
    };
  }
}

/** Q1: by the hotline hours of the policy in force when it arrived, under the calendar that was known. */
const countedIn = (
  { channel, receivedAt, answer, closed, requests }: IntakeRow,
  { policies: { book }, knownPosition }: ReportSpan,
): CountedIntake => {
  const at = epochOf(receivedAt);
  const { hotline } = book.policyAt(at, knownPosition).hours(book.calendarAt(knownPosition));
  return {
    channel,
    inHours: hotline.isOpen(at),
    answer: answer === null ? null : answer.callback ? 'called-back' : 'answered',
    closed: closed !== null,
    registered: requests.length > 0,
  };
};

const keyOf = ({ channel, receivedAt }: IntakeRow, { by }: ServiceLevelsQuery, zone: string): string | null => {
  switch (by) {
    case undefined:
      return null;
    case 'month':
      return dayAt(receivedAt, zone).slice(0, 'YYYY-MM'.length);
    case 'channel':
      return channel;
  }
};
