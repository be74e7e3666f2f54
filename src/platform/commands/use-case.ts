import type { Type } from '@nestjs/common';
import type { Command, ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '../../../domain/kernel/decider.js';
import type { RouteDocs } from '../http/server/documented.js';
import type { Answered, Executed, KeyedRequest } from './command.js';

/** How the command of a use case is supposed (`POST /entitlements/what-if`). */
export interface Supposed {
  readonly name: string;
  /** The member of the answer that holds the id of what the command makes; the changed object's id where absent. */
  readonly makes?: string;
  /** What every role that may suppose may read of the answer; the whole answer where absent. */
  readonly answer?: (executed: Executed) => object;
}

/**
 * One write of the product, as every issuer of commands needs it: HTTP, what-if, imports and jobs create the command
 * here and send it to its handler.
 */
export interface UseCase<
  Body extends object | null = object | null,
  Ids extends string = string,
  Result extends Answered = Executed,
> {
  readonly handler: Type<ICommandHandler>;
  /** The class that a body is validated by; null where the route takes none, or validates it by a schema. */
  readonly body: (new () => Body & object) | null;
  /** Names of the ids in the route's address, in their order there. */
  readonly ids: readonly Ids[];
  readonly docs: RouteDocs;
  /** C11: the same twice within a minute, the second without a key, is refused unless the body has `repeat: true`. */
  readonly refusesRepeats?: true;
  /** Null where the command is not supposed. */
  readonly supposed: Supposed | null;
  /** C11: route and target; with vendor and Idempotency-Key it names the command for ever. */
  scope(ids: Readonly<Record<Ids, string>>): string;
  create(
    vendor: string,
    ids: Readonly<Record<Ids, string>>,
    body: Body,
    request: KeyedRequest,
  ): Command<Result | Refusal>;
}

interface Definition<Body extends object | null, Ids extends string, Result extends Answered> extends Omit<
  UseCase<Body, Ids, Result>,
  'create'
> {
  readonly command: new (...data: Parameters<UseCase<Body, Ids>['create']>) => Command<Result | Refusal>;
}

/** A use case by the class of its command. */
export const useCase = <Body extends object | null, Ids extends string = never, Result extends Answered = Executed>({
  command,
  ...rest
}: Definition<Body, Ids, Result>): UseCase<Body, Ids, Result> => ({
  ...rest,
  create: (...data) => new command(...data),
});
