import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import { KeyRefused } from '../platform/auth/api-key.js';
import type { Answered, KeyedRequest } from '../platform/commands/command.js';
import type { UseCase } from '../platform/commands/use-case.js';
import { Problem } from '../platform/http/problems/problem.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { StrictValidation } from '../platform/http/validation/validation.pipe.js';
import { localActor } from './actor.js';
import { BadUsage, CommandFailed, failureOf, refuseUnknownVendor, withLocalApplication } from './local-application.js';
import { linesOfProblem, statusOf } from './problem-lines.js';
import type { Remote } from './remote.js';
import { messageIn } from './texts.js';

const validation = new StrictValidation();

/** Executes a command in the folder, as its route would. @throws BadUsage, CommandFailed where it is refused */
export const executed = <Body extends object | null, Ids extends string, Result extends Answered>(
  useCase: UseCase<Body, Ids, Result>,
  vendor: string,
  ids: Readonly<Record<Ids, string>>,
  body: Body,
  { language, onBehalfOf: person }: Pick<Remote, 'language' | 'onBehalfOf'>,
  { opened = withLocalApplication, absent }: { opened?: typeof withLocalApplication; absent?: 'noKey' } = {},
): Promise<Result['answer']> =>
  opened(async (local) => {
    if (vendor !== '*') refuseUnknownVendor(local, vendor, language);
    const key = randomUUID();
    const request: KeyedRequest = {
      actor: localActor(),
      onBehalfOf: person,
      channel: 'cli',
      correlationId: key,
      scope: useCase.scope(ids),
      key,
      body,
    };
    try {
      if (useCase.body !== null) await validation.transform(body, { type: 'body', metatype: useCase.body });
      const outcome = await local.app
        .get(CommandBus, { strict: false })
        .execute(useCase.create(vendor, ids, body, request));
      if (outcome instanceof Refusal) throw problemOfRefusal(outcome, ids);
      return outcome.answer;
    } catch (error) {
      if (error instanceof KeyRefused) throw new BadUsage(error.in(language));
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'vendor-required') throw new BadUsage(messageIn(language, 'oneVendor'));
      if (error.code === 'not-found' && absent !== undefined)
        throw new CommandFailed(messageIn(language, absent, error.facts));
      throw failureOf(statusOf(error), linesOfProblem(error, language));
    }
  });
