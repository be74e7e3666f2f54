import { Inject } from '@nestjs/common';
import { HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import type { UseCase } from '../platform/commands/use-case.js';
import { RequestReader } from './request-reader.js';
import type { RequestExecuted } from './request-changes.js';

/** Issues acts on requests for whoever may see the request. */
export class RequestActs {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(RequestReader) private readonly reader: RequestReader,
  ) {}

  /** @throws Problem, NotFound where the request is another customer's (A1) */
  async issue<Body extends object, Ids extends string>(
    useCase: UseCase<Body, Ids, RequestExecuted>,
    ids: Readonly<Record<Ids, string>> & { readonly requestId: string },
    body: Body,
    exchange: HttpExchange,
  ): Promise<object> {
    await this.reader.refuseForeign(exchange.caller, ids.requestId);
    return this.commands.issue(useCase, ids, body, exchange);
  }
}
