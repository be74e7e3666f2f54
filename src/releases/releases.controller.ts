import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseInstant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { isVersion, readVersion, versionKey } from '../../domain/kernel/version.js';
import { release, type ReleaseCommand } from '../../domain/release/release.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, written } from '../platform/http/conventions/commands.js';
import { Invalid, Refused } from '../platform/http/problems/problem.js';
import { IsInstantOrDay, IsVersionText, Text } from '../platform/http/validation/decorators.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { PolicyBooks } from '../policies/policies.port.js';

export class ReleaseDto {
  /** A series of the vendor's policy, in any case. */
  @ApiProperty({ example: 'EKP' }) @Text(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  /** From when it counts as released; a day means 00:00 in the vendor's zone (V2). */
  @ApiProperty({ example: '2025-06-01' }) @IsInstantOrDay() publishedAt!: string;
  @ApiPropertyOptional() @IsOptional() @Text(4000) notes?: string;
}

export class RescheduleDto {
  @ApiProperty({ example: 'EKP' }) @Text(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  @ApiProperty({ example: '2025-06-15' }) @IsInstantOrDay() publishedAt!: string;
  @ApiProperty() @Text(500) reason!: string;
}

export class ReleasesQuery {
  @ApiPropertyOptional({ example: 'EKP' }) @IsOptional() @Text(50) series?: string;
}

/** Versions and when they count as released (V2), as the product department says. */
@ApiTags('releases')
@Controller('releases')
export class ReleasesController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger, @Inject(PolicyBooks) private readonly books: PolicyBooks) {}

  /** Publishes a version of a series. */
  @Post() @Allow('admin', 'engineer')
  publish(@Body() said: ReleaseDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.say(said, caller, req, reply, 'POST /releases', (what) => ({ kind: 'publish', ...what, notes: said.notes ?? null }));
  }

  /** Moves or corrects the date of a published version. */
  @Post('reschedule') @Allow('admin', 'engineer')
  reschedule(@Body() said: RescheduleDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.say(said, caller, req, reply, 'POST /releases/reschedule', (what) => ({ kind: 'reschedule', ...what, reason: said.reason }));
  }

  /** All versions as they are known now. */
  @Get() @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  async list(@Query() { series }: ReleasesQuery, @CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    const rows = this.books.releasesOf(vendor).filter((row) => series === undefined || row.series.toUpperCase() === series.trim().toUpperCase());
    const latest = rows.flatMap((row) => [...new Map(row.releases.map((said) => [said.versionKey, { series: row.series, ...said }])).values()]);
    return { items: latest.map(({ series, version, publishedAt, position }) => ({ series, version, publishedAt, position })), nextCursor: null };
  }

  private async say(said: ReleaseDto | RescheduleDto, caller: Caller, req: FastifyRequest, reply: FastifyReply, scope: string, command: (what: { series: string; version: string; publishedAt: string }) => ReleaseCommand) {
    await this.books.refresh();
    const { vendor } = caller;
    const names = this.books.seriesNames(vendor);
    const series = names.get(said.series.normalize('NFKC').trim().toUpperCase());
    if (series === undefined) throw new Invalid([{ pointer: '/series', code: 'not-one-of', facts: { value: said.series, allowed: [...new Set(names.values())].join(', ') } }]);
    const version = readVersion(said.version);
    if (!isVersion(version)) throw new Invalid([{ pointer: '/version', code: 'not-a-version', facts: { value: said.version } }]);
    const publishedAt = parseInstant(said.publishedAt, this.books.zone(vendor))!;
    const id = `${series}-${versionKey(version)}`;
    const request = commandRequest(req, caller, `${scope} ${id}`, said);
    const outcome = await this.ledger.handle({
      ...{ vendor, category: 'release', id, decider: release, request },
      command: command({ series, version: version.text, publishedAt }),
      effectiveAt: () => publishedAt,
    });
    if (outcome instanceof Refusal) throw new Refused(outcome);
    return written(reply, outcome, { id, series, version: version.text, publishedAt: outcome.state.status === 'published' ? outcome.state.publishedAt : publishedAt, revision: outcome.revision });
  }
}
