import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, written } from '../platform/http/conventions/commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Text } from '../platform/http/validation/decorators.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { published, releaseAnswer, ReleaseCommands, type ReleaseRequest, rescheduled } from './release-commands.js';
import * as docs from './releases.docs.js';
import { ReleaseDto, RescheduleDto } from './releases.dto.js';

export class ReleasesQuery {
  @ApiPropertyOptional({ example: 'EKP' }) @IsOptional() @Text(50) series?: string;
}

/** Versions and when they count as released (V2), as the product department records them. */
@ApiTags('releases')
@Controller('releases')
export class ReleasesController {
  constructor(
    @Inject(ReleaseCommands) private readonly commands: ReleaseCommands,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** Publishes a version of a series. */
  @Post()
  @Allow('admin', 'engineer')
  @Documented({ ...docs.publish, body: { type: ReleaseDto } })
  publish(
    @Body() body: ReleaseDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.respond(published(body), caller, req, reply, 'POST /releases');
  }

  /** Moves or corrects the date of a published version. */
  @Post('reschedule')
  @Allow('admin', 'engineer')
  @Documented({ ...docs.reschedule, body: { type: RescheduleDto } })
  reschedule(
    @Body() body: RescheduleDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.respond(rescheduled(body), caller, req, reply, 'POST /releases/reschedule');
  }

  /** All versions as they are known now. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.all)
  async list(@Query() { series }: ReleasesQuery, @CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    const rows = this.books
      .releasesOf(vendor)
      .filter((row) => series === undefined || row.series.toUpperCase() === series.trim().toUpperCase());
    const latest = rows.flatMap((row) => [
      ...new Map(row.releases.map((body) => [body.versionKey, { series: row.series, ...body }])).values(),
    ]);
    return {
      items: latest.map(({ series, version, publishedAt, position }) => ({ series, version, publishedAt, position })),
      nextCursor: null,
    };
  }

  private async respond(
    releaseRequest: ReleaseRequest,
    caller: Caller,
    req: FastifyRequest,
    reply: FastifyReply,
    scope: string,
  ) {
    const outcome = await this.commands.execute(caller.vendor, releaseRequest, (id) =>
      commandRequest(req, caller, `${scope} ${id}`, releaseRequest.body),
    );
    return written(reply, outcome, releaseAnswer(outcome));
  }
}
