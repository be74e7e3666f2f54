import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Documented, type RouteDocs } from '../platform/http/server/documented.js';
import { instant, object, orNull, page, text, whole } from '../platform/http/server/schemas.js';
import { Text } from '../platform/http/validation/decorators.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { publishRelease, ReleaseDto } from './publish-release.command.js';
import { rescheduleRelease, RescheduleDto } from './reschedule-release.command.js';
import { Tagged } from '../platform/http/server/tags.js';

const all: RouteDocs = {
  answer: page(object({ series: text, version: text, publishedAt: orNull(instant), position: whole })),
};

export class ReleasesQuery {
  /** Of one product series, in whatever case. */
  @ApiPropertyOptional({ example: 'EKP' }) @IsOptional() @Text(50) series?: string;
}

/** Versions and when they count as released (V2), as the product department records them. */
@Tagged('releases', 'Releases of products, on which rights to upgrades depend.')
@Controller('releases')
export class ReleasesController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** Publishes a version of a series. */
  @Post()
  @Allow('admin', 'engineer')
  @Documented(publishRelease.docs)
  publishRelease(@Body() body: ReleaseDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(publishRelease, {}, body, exchange);
  }

  /** Moves or corrects the date of a published version. */
  @Post('reschedule')
  @Allow('admin', 'engineer')
  @Documented(rescheduleRelease.docs)
  rescheduleRelease(@Body() body: RescheduleDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(rescheduleRelease, {}, body, exchange);
  }

  /** All versions as they are known now. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(all)
  async listReleases(@Query() { series }: ReleasesQuery, @CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    const recorded = this.books.releasesOf(vendor);
    if (series !== undefined) refuseUnknown(series, [...recorded, ...this.seriesOf(vendor)]);
    const rows = recorded.filter((row) => series === undefined || isSame(row.series, series));
    const latest = rows.flatMap((row) => [
      ...new Map(row.releases.map((entry) => [entry.versionKey, { series: row.series, ...entry }])).values(),
    ]);
    return {
      items: latest.map(({ series, version, publishedAt, position }) => ({ series, version, publishedAt, position })),
      nextCursor: null,
    };
  }

  private seriesOf(vendor: string): readonly { readonly series: string }[] {
    return [...this.books.seriesNames(vendor).values()].map((series) => ({ series }));
  }
}

const isSame = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

/** @throws Invalid for a series that is neither in a policy nor has a release */
const refuseUnknown = (value: string, known: readonly { readonly series: string }[]): void => {
  if (known.some(({ series }) => isSame(series, value))) return;
  const allowed = [...new Set(known.map(({ series }) => series))].join(', ');
  throw new Invalid([{ pointer: '?series', code: 'not-one-of', facts: { value, allowed } }]);
};
