import type { FastifyRequest } from 'fastify';
import { Inject } from '@nestjs/common';
import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import type { Role } from '../../domain/kernel/envelope.js';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { callerOf } from '../platform/auth/caller.js';
import { OwnNumbers } from '../platform/http/own-numbers/own-numbers.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { problemBody, problemOf } from '../platform/http/problems/problem.filter.js';
import { StrictValidation } from '../platform/http/validation/validation.pipe.js';
import type { Tool, ToolCaller } from './tool.js';

/** In the order in which they are listed. */
export const TOOLS = Symbol('tools');

const validation = new StrictValidation();

/** Every tool reads, and reads this ledger alone. */
const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false } as const;

/** The tools of one process: who may call which, and their errors as people read them. */
export class Tools {
  constructor(
    @Inject(TOOLS) private readonly tools: readonly Tool[],
    @Inject(OwnNumbers) private readonly numbers: OwnNumbers,
  ) {}

  /** A1: those that the role may call. */
  listedFor(role: Role): ListedTool[] {
    return this.tools
      .filter(({ roles }) => roles.includes(role))
      .map(({ name, title, description, inputSchema }) => ({
        name,
        title,
        description,
        inputSchema: inputSchema as ListedTool['inputSchema'],
        annotations: { ...annotations, title },
      }));
  }

  /** Errors are answers of the tool, so that the model reads the value and the way out. */
  async call(request: FastifyRequest, name: string, given: Readonly<Record<string, unknown>>): Promise<CallToolResult> {
    const { vendor, actor, correlationId, language: negotiated } = callerOf(request);
    const { language = negotiated, ...fields } = given;
    const known = languages.find((each) => each === language);
    try {
      if (known === undefined) throw notALanguage(language);
      const { text, structured } = await this.#run(name, { vendor, actor, correlationId, language: known }, fields);
      return { content: [{ type: 'text', text }], structuredContent: structured };
    } catch (error) {
      return this.#refused(error, request, known ?? negotiated);
    }
  }

  async #run(name: string, caller: ToolCaller, fields: Readonly<Record<string, unknown>>) {
    const tool = this.tools.find((each) => each.name === name);
    if (tool === undefined) {
      const allowed = this.listedFor(caller.actor.role).map((each) => each.name);
      throw new Invalid([
        { pointer: '/params/name', code: 'not-one-of', facts: { value: name, allowed: allowed.join(', ') } },
      ]);
    }
    if (!tool.roles.includes(caller.actor.role))
      throw new Problem('forbidden', { role: caller.actor.role, allowed: tool.roles.join(', ') });
    const identified = await this.numbers.identified(caller.vendor, tool.arguments, fields, {
      pointer: '/',
      unknown: 'not-found',
    });
    const read = (await validation.transform(identified, { type: 'body', metatype: tool.arguments })) as object;
    return tool.run(caller, read);
  }

  #refused(error: unknown, request: FastifyRequest, language: Language): CallToolResult {
    const known = problemOf(error, request);
    if (known === undefined) request.log.error({ err: error, correlationId: request.id }, 'unexpected error');
    const problem = problemBody(
      known ?? new Problem('unexpected', { correlationId: request.id }),
      language,
      request.id,
    );
    const faults = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
    return {
      isError: true,
      content: [{ type: 'text', text: [problem.detail, ...faults].join('\n') }],
      structuredContent: problem,
    };
  }
}

const notALanguage = (value: unknown): Problem =>
  new Invalid([
    {
      pointer: '/language',
      code: 'not-one-of',
      facts: {
        value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200),
        allowed: languages.join(', '),
      },
    },
  ]);
