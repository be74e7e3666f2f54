import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type Caller, callerOf } from '../auth/caller.js';
import { commandRequest, written } from '../http/conventions/commands.js';
import type { Positions } from '../http/ports.js';
import { problemOfRefusal } from '../http/problems/refused.js';
import { POSITIONS } from '../tokens.js';
import type { Answered } from './command.js';
import type { UseCase } from './use-case.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of its command, where that was needed before the body was read and the caller gave none. */
    commandKey?: string;
  }
}

/** One HTTP request for a write, and the reply that its headers are put on. */
export interface HttpExchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
}

/** The exchange that a route belongs to. */
export const Exchange = createParamDecorator((_: unknown, context: ExecutionContext): HttpExchange => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  return { request, reply: http.getResponse<FastifyReply>(), caller: callerOf(request) };
});

/** Issues the commands of HTTP routes, and answers what came of them. */
export class HttpCommands {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(POSITIONS) private readonly positions: Positions,
  ) {}

  /** @throws Problem where the command is refused */
  async issue<Body extends object | null, Ids extends string, Result extends Answered>(
    useCase: UseCase<Body, Ids, Result>,
    ids: Readonly<Record<Ids, string>>,
    body: Body,
    { request, reply, caller }: HttpExchange,
  ): Promise<Result['answer']> {
    const { repeat, ...rest } = (useCase.refusesRepeats === true ? body : {}) as { readonly repeat?: boolean };
    // C11: `repeat` is no part of what is compared.
    const compared = useCase.refusesRepeats === true ? rest : body;
    const received = commandRequest(request, caller, useCase.scope(ids), compared);
    const refusesRepeat = useCase.refusesRepeats === true && received.key === undefined && repeat !== true;
    const keyed = { ...received, key: received.key ?? request.commandKey ?? randomUUID(), refusesRepeat };
    const executed = await this.bus.execute(useCase.create(caller.vendor, ids, body, keyed));
    if (executed instanceof Refusal) throw problemOfRefusal(executed, ids, useCase.body);
    if (executed.token !== null) await this.positions.recorded(executed.token);
    return written(reply, executed, executed.answer);
  }
}
