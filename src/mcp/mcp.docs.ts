import { named } from '../platform/http/server/schemas.js';

/** An answer of JSON-RPC 2.0: a result, or an error of the protocol. Errors of tools are results with `isError`. */
export const answerSchema = named('McpAnswer', {
  type: 'object',
  required: ['jsonrpc', 'id'],
  properties: {
    jsonrpc: { type: 'string', enum: ['2.0'] },
    id: { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    result: { type: 'object', additionalProperties: true },
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'integer' }, message: { type: 'string' }, data: {} },
    },
  },
});

export const examples = {
  tools: { summary: 'Which tools there are', value: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} } },
  check: {
    summary: 'Is this customer entitled?',
    value: {
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: {
        name: 'check_entitlement',
        arguments: { customerCode: 'KH00795', service: 'maintenance', language: 'en' },
      },
    },
  },
};
