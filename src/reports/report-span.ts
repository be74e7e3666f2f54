import { Inject } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import {
  type Day,
  dayAt,
  daysBetween,
  endOfDay,
  epochOf,
  type Instant,
  instantOf,
  startOfDay,
} from '../../domain/kernel/civil.js';
import { type Figures, figuresOf } from '../../domain/policy/figures.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { IsDay, IsInstantOrDay } from '../platform/http/validation/decorators.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import type { PolicySnapshot } from '../policies/policies.port.js';
import { reportBounds } from './bounds.js';

/** What every report takes; its own query extends it with what it can be divided by. */
export class ReportQuery {
  /** First day, in the vendor's zone. */
  @ApiProperty({ example: '2025-12-01' }) @IsDay() from!: string;
  /** Last day, inclusive; at most ten years later. */
  @ApiProperty({ example: '2025-12-31' }) @IsDay() to!: string;
  /** As known at this instant (T5). */
  @ApiPropertyOptional({ example: '2026-03-01T00:00:00.000Z' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
}

/** The days that a report is about, and what it may know. */
export interface ReportSpan {
  readonly vendor: string;
  readonly from: Day;
  readonly to: Day;
  /** The same as instants, half open. */
  readonly start: Instant;
  readonly end: Instant;
  /** As it was given. */
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  /** The day on which it is seen: that of `knownAt`, else the present one. */
  readonly today: Day;
  readonly policies: PolicySnapshot;
  readonly figures: Figures;
}

/** Reads what a report is asked for. */
export class ReportSpans {
  constructor(@Inject(Entitlements) private readonly entitlements: Entitlements) {}

  /** Waits until the views have what was known at `knownAt`. @throws Problem */
  async read(vendor: string, { from, to, knownAt }: ReportQuery): Promise<ReportSpan> {
    const { position, policies } = await this.entitlements.snapshot(vendor);
    const { zone } = policies;
    if (to < from) throw new Invalid([{ pointer: '?to', code: 'not-later', facts: { value: to, other: from } }]);
    const { days } = reportBounds;
    if (daysBetween(from, to) >= days)
      throw new Invalid([{ pointer: '?to', code: 'span-too-long', facts: { limit: days } }]);
    const known = instantIfGiven(zone, '?knownAt', knownAt);
    const asked = { knownAt: known, knownPosition: undefined };
    const knownPosition = await this.entitlements.knownPosition(asked, position).catch((error: unknown) => {
      throw asProblem(error, '?');
    });
    const seenAt = epochOf(known ?? this.entitlements.now());
    // What was published between the two is in the later snapshot alone.
    const latest = knownPosition <= position ? policies : (await this.entitlements.snapshot(vendor)).policies;
    return {
      vendor,
      from,
      to,
      start: instantOf(startOfDay(from, zone)),
      end: instantOf(endOfDay(to, zone)),
      knownAt: known ?? null,
      knownPosition,
      today: dayAt(seenAt, zone),
      policies: latest,
      figures: figuresOf(latest.book.policyAt(seenAt, knownPosition).policy),
    };
  }
}
