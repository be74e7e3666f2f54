import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/caller.js';
import type { PartHealth, Readiness } from '../http/ports.js';
import { READINESS } from '../tokens.js';

const part = {
  type: 'object',
  required: ['ready', 'lag'],
  properties: { ready: { type: 'boolean' }, lag: { type: 'number' }, detail: { type: 'string' } },
};
const parts = {
  type: 'object',
  required: ['ready', 'store', 'views', 'jobs'],
  properties: { ready: { type: 'boolean' }, store: part, views: part, jobs: part },
};

/** For whoever watches the process; needs no credential. */
@ApiTags('operations')
@Open()
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({
    schema: { type: 'object', required: ['live'], properties: { live: { type: 'boolean' } } },
    example: { live: true },
  })
  live(): { readonly live: true } {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Store, views and jobs, each with its lag; 503 while one of them is not ready' })
  @ApiOkResponse({ schema: parts })
  @ApiServiceUnavailableResponse({ content: { 'application/json': { schema: parts } } })
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly ready: boolean } & Readonly<Record<string, PartHealth | boolean>>> {
    const found = await this.readiness.parts();
    const ready = Object.values(found).every((part) => part.ready);
    if (!ready) void reply.status(503);
    return { ready, ...found };
  }
}
