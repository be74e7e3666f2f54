import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { daysBetween } from '../../domain/kernel/civil.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Invalid, NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { IsDay } from '../platform/http/validation/decorators.js';
import { type CalendarDay, calendarDays } from './calendar-days.js';
import * as docs from './policies.docs.js';
import { PolicyBooks } from './policy-books.js';

export const calendarBounds = {
  /** Days of one answer. */
  days: 800,
} as const;

export class DaysQuery {
  /** First day. */
  @ApiProperty({ example: '2026-02-01' }) @IsDay() from!: string;
  /** Last day, inclusive. */
  @ApiProperty({ example: '2026-02-28' }) @IsDay() to!: string;
}

/** Working days and holidays as they were published (K1, K2). */
@Tagged('policies')
@Controller('calendars')
export class CalendarsController {
  constructor(@Inject(PolicyBooks) private readonly books: PolicyBooks) {}

  /** The published calendars, the oldest first: an answer names the version that it was made by. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.calendars)
  async listCalendars(@CurrentCaller() { vendor }: Caller) {
    const { calendars } = await this.books.snapshot(vendor);
    return {
      items: calendars.map(({ version, sha256, holidays, publishedAt, position }) => ({
        version,
        years: holidays.years,
        sha256,
        publishedAt,
        position,
      })),
      nextCursor: null,
    };
  }

  /** Days of a calendar with their service hours, by the policy in force on each day. */
  @Get(':version/days')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.calendarDays)
  async listCalendarDays(
    @Param('version') version: string,
    @Query() { from, to }: DaysQuery,
    @CurrentCaller() { vendor }: Caller,
  ): Promise<readonly CalendarDay[]> {
    const snapshot = await this.books.snapshot(vendor);
    const calendar = snapshot.calendars.find((row) => row.version === version);
    if (calendar === undefined) throw new NotFound(version);
    if (to < from) throw new Invalid([{ pointer: '?to', code: 'not-later', facts: { value: to, other: from } }]);
    const { days } = calendarBounds;
    if (daysBetween(from, to) >= days)
      throw new Invalid([{ pointer: '?to', code: 'span-too-long', facts: { limit: days } }]);
    return calendarDays(snapshot, calendar, from, to);
  }
}
