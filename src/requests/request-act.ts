import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '../../domain/kernel/decider.js';
import { type KeyedRequest, LedgerCommand } from '../platform/commands/command.js';
import type { UseCase } from '../platform/commands/use-case.js';
import type { ActDefinition, RequestIds } from './act-definition.js';
import type { TimedDto } from './request-act.dto.js';
import { RequestChanges, type RequestExecuted } from './request-changes.js';
import { refusedByEvery, written } from './request-schemas.js';

const definitions = new Map<string, ActDefinition<TimedDto>>();

/** An act on a request, by the name of its definition. */
export class ActOnRequest extends LedgerCommand<TimedDto, 'requestId' | 'visitId', RequestExecuted> {
  constructor(
    readonly act: string,
    vendor: string,
    ids: RequestIds,
    body: TimedDto,
    request: KeyedRequest,
  ) {
    super(vendor, ids, body, request);
  }
}

@CommandHandler(ActOnRequest)
export class ActOnRequestHandler implements ICommandHandler<ActOnRequest> {
  constructor(@Inject(RequestChanges) private readonly requests: RequestChanges) {}

  execute(command: ActOnRequest): Promise<RequestExecuted | Refusal> {
    return this.requests.act(command, definitions.get(command.act)!);
  }
}

/** Declares an act: its body, what it comes to in the domain, and its documentation. */
export const requestAct = <Body extends TimedDto, Ids extends 'requestId' | 'visitId' = 'requestId'>(
  definition: ActDefinition<Body>,
  ids: readonly Ids[] = ['requestId'] as unknown as readonly Ids[],
): UseCase<Body, Ids, RequestExecuted> => {
  const { name, body, form, adds = {}, refuses = [], examples } = definition;
  definitions.set(name, definition as unknown as ActDefinition<TimedDto>);
  return {
    handler: ActOnRequestHandler as Type<ICommandHandler>,
    body,
    ids,
    scope: (given) => `POST /requests/${name} ${ids.map((id) => given[id]).join(' ')}`,
    docs: {
      answer: written(adds),
      refuses: [...refusedByEvery, ...refuses],
      body: form === undefined ? { type: body } : { type: body, form },
      examples,
    },
    supposed: null,
    create: (vendor, given, data, request) =>
      new ActOnRequest(name, vendor, given as unknown as RequestIds, data, request),
  };
};
