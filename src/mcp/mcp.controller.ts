import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExcludeEndpoint, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../platform/auth/caller.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { Tagged } from '../platform/http/server/tags.js';
import { McpMessageDto } from './mcp.dto.js';
import { answerSchema, examples } from './mcp.docs.js';
import { McpServers } from './mcp-servers.js';

/** Tools for assistants, by the Model Context Protocol (streamable HTTP, no sessions). */
@Tagged('mcp', 'Read-only tools for assistants that speak the Model Context Protocol.')
@Controller('mcp')
export class McpController {
  constructor(@Inject(McpServers) private readonly servers: McpServers) {}

  /**
   * One message of the Model Context Protocol: `initialize`, `tools/list`, `tools/call`. Tools only read; each may be
   * called by the roles that may use the route which answers the same. Nothing is kept between two messages.
   */
  @Post()
  @HttpCode(200)
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @ApiBody({ type: McpMessageDto, examples })
  @ApiResponse({
    status: 200,
    description: 'The answer to a request',
    content: { 'application/json': { schema: answerSchema } },
  })
  async callMcp(
    @Body() message: McpMessageDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!['string', 'number', 'undefined'].includes(typeof message.id))
      throw new Invalid([{ pointer: '/id', code: 'not-text', facts: { value: JSON.stringify(message.id), max: 200 } }]);
    const { status, text } = await this.servers.answer(request, message);
    void reply.status(status).header('content-type', 'application/json; charset=utf-8');
    return text;
  }

  /** The protocol asks for it with GET where a server would send on its own: this one never does. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @ApiExcludeEndpoint()
  openMcpStream(): never {
    throw new Problem('mcp-without-stream', {}, { headers: { allow: 'POST' } });
  }
}
