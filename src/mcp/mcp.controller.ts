import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExcludeEndpoint, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../platform/auth/caller.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { Tagged } from '../platform/http/server/tags.js';
import { longestId, McpMessageDto } from './mcp.dto.js';
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
  @ApiResponse({ status: 202, description: 'A notification was received; there is no body' })
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
    if (!isId(message.id))
      throw new Invalid([
        {
          pointer: '/id',
          code: 'not-text',
          facts: { value: JSON.stringify(message.id).slice(0, 200), max: longestId },
        },
      ]);
    const { status, text } = await this.servers.answer(request, message);
    // What passed the validation above and is no message all the same has parameters of another form.
    if (status === 400)
      throw new Invalid([{ pointer: '/params', code: 'not-fitting', facts: { reason: 'Model Context Protocol' } }]);
    void reply.status(status);
    if (text !== '') void reply.header('content-type', 'application/json; charset=utf-8');
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

const isId = (id: unknown): boolean =>
  id === undefined || Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= longestId);
