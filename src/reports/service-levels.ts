import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { PromiseFigures } from '../../domain/report/promises.js';
import {
  type CallFigures,
  countsAsIntake,
  type CountedIntake,
  type IntakeFigures,
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
import { CountedPromises } from './counted-promises.js';
import { Groups, keysOf } from './groups.js';
import { ReportQuery, type ReportSpan, ReportSpans } from './report-span.js';
import { rowsOfSpan } from './rows-of-span.js';

export const serviceLevelDivisions = ['month', 'channel', 'priority', 'service'] as const;

export class ServiceLevelsQuery extends ReportQuery {
  /**
   * What the figures are divided by; months are those of the vendor's zone. What arrives has no priority and no
   * service.
   */
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

/** Q1 and Q2; null where the figures are divided by what arrivals do not have. */
export interface LevelGroup {
  readonly key: string;
  readonly calls: CallFigures | null;
  readonly intakes: IntakeFigures | null;
  readonly promises: PromiseFigures;
}

export interface ServiceLevelsAnswer extends ServiceLevels {
  readonly from: string;
  readonly to: string;
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  readonly promises: PromiseFigures;
  readonly groups: readonly LevelGroup[];
  readonly unregistered: { readonly count: number; readonly items: readonly UnregisteredIntake[] };
}

/** Q1, Q2: how many calls were answered, how much of what arrived is registered, and which promises were kept. */
export class ServiceLevelReports {
  constructor(
    @Inject(INTAKE_ROWS) private readonly intakes: View<IntakeRow>,
    @Inject(ReportSpans) private readonly spans: ReportSpans,
    @Inject(CountedPromises) private readonly promises: CountedPromises,
  ) {}

  /** @throws Problem; CallerGone */
  async of(vendor: string, query: ServiceLevelsQuery, signal: AbortSignal): Promise<ServiceLevelsAnswer> {
    const span = await this.spans.read(vendor, query);
    const { from, to, start, end, knownAt, knownPosition, policies } = span;
    const promises = await this.promises.of(span, query.by, signal);
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
      promises: promises.whole.figures(),
      groups: keysOf(groups, promises).map((key) => ({
        key,
        ...(ofArrivals(query) ? groups.of(key).figures() : { calls: null, intakes: null }),
        promises: promises.of(key).figures(),
      })),
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

/** Whether arrivals have what the figures are divided by. */
const ofArrivals = ({ by }: ServiceLevelsQuery): boolean => by === 'month' || by === 'channel';

const keyOf = ({ channel, receivedAt }: IntakeRow, { by }: ServiceLevelsQuery, zone: string): string | null => {
  switch (by) {
    case undefined:
    case 'priority':
    case 'service':
      return null;
    case 'month':
      return dayAt(receivedAt, zone).slice(0, 'YYYY-MM'.length);
    case 'channel':
      return channel;
  }
};
