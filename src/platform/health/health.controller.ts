import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/caller.js';
import type { PartHealth, Readiness } from '../http/ports.js';
import { READINESS } from '../tokens.js';
import { Tagged } from '../http/server/tags.js';

const part = {
  type: 'object',
  required: ['ready', 'lag'],
  properties: {
    ready: { type: 'boolean' },
    degraded: { type: 'boolean' },
    lag: { type: 'number' },
    detail: { type: 'string' },
    runners: { type: 'array', items: { type: 'object' } },
  },
};
const parts = {
  type: 'object',
  required: ['ready', 'store', 'views', 'jobs', 'mail', 'vendors'],
  properties: {
    ready: { type: 'boolean' },
    degraded: { type: 'boolean' },
    store: part,
    views: part,
    jobs: part,
    mail: part,
    vendors: part,
  },
};

/** For monitoring; needs no credential. */
@Tagged('operations', 'API keys, health and metrics: for whoever runs the ledger.')
@Open()
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({
    summary: 'The process answers',
    description: 'Restart the process where this is not answered. It says nothing about stores and views.',
  })
  @ApiOkResponse({
    schema: { type: 'object', required: ['live'], properties: { live: { type: 'boolean' } } },
    example: { live: true },
  })
  getLiveness(): { readonly live: true } {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Store, views, jobs, mail and vendors, each with its lag',
    description:
      '503 while one of them is not ready: send no requests then. 200 with `degraded` while one vendor or list is ' +
      'not answered.',
  })
  @ApiOkResponse({ schema: parts })
  @ApiServiceUnavailableResponse({ content: { 'application/json': { schema: parts } } })
  async getReadiness(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly ready: boolean } & Readonly<Record<string, PartHealth | boolean>>> {
    const found = await this.readiness.parts();
    const ready = Object.values(found).every((part) => part.ready);
    if (!ready) void reply.status(503);
    // One vendor's fault must not take the process from all others: it is named, and they are answered.
    const degraded = Object.values(found).some((part) => part.degraded === true);
    return { ready, ...(degraded && { degraded }), ...found };
  }
}
