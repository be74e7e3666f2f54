import { Inject } from '@nestjs/common';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../platform/auth/caller.js';
import { Problem } from '../platform/http/problems/problem.js';
import type { McpMessageDto } from './mcp.dto.js';
import { Tools } from './tools.js';

const about = { name: 'service-ledger', title: 'Service Ledger', version: '0.1.0' };
const instructions =
  'Answers who is owed which after-sales service, from the ledger of a vendor. Find the customer first, then check; ' +
  'explain a decision when somebody asks why. Requests and obligations show what was asked for and what is due. Read sentences to people as they are.';
/** Nothing of a client is ever validated by it, but each server would make one. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

/**
 * One server for each message, as the SDK does without sessions: any process answers any message, and nothing of a
 * caller is left when it was answered.
 */
export class McpServers {
  constructor(@Inject(Tools) private readonly tools: Tools) {}

  async answer(
    request: FastifyRequest,
    message: McpMessageDto,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const version = versionOf(request);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = this.#serverFor(request);
    await server.connect(transport);
    try {
      const answer = await transport.handleRequest(
        new Request('http://localhost/mcp', {
          method: 'POST',
          headers: {
            accept: 'application/json, text/event-stream',
            'content-type': 'application/json',
            ...(version !== undefined && { 'mcp-protocol-version': version }),
          },
        }),
        // Members that are absent, not undefined: a notification has no id.
        { parsedBody: JSON.parse(JSON.stringify(message)) as object },
      );
      return { status: answer.status, text: await answer.text() };
    } finally {
      await server.close();
    }
  }

  #serverFor(request: FastifyRequest): Server {
    const server = new Server(about, { capabilities: { tools: {} }, instructions, jsonSchemaValidator });
    const { role } = callerOf(request).actor;
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: this.tools.listedFor(role) }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      this.tools.call(request, params.name, params.arguments ?? {}),
    );
    return server;
  }
}

/** @throws Problem header-invalid */
const versionOf = ({ headers }: FastifyRequest): string | undefined => {
  const given = headers['mcp-protocol-version'];
  if (given === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(String(given))) return given?.toString();
  throw new Problem('header-invalid', {
    header: 'MCP-Protocol-Version',
    value: String(given),
    form: SUPPORTED_PROTOCOL_VERSIONS.join(', '),
  });
};
