import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Clock } from '../platform/clock.js';
import { type Answered, LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { object, text, whole } from '../platform/http/server/schemas.js';
import type { Jobs } from '../platform/jobs/jobs.js';
import { CLOCK, JOBS } from '../platform/tokens.js';
import { ObligationChanges } from './firing/obligation-changes.js';
import { firingOf } from './firing/obligation-jobs.js';
import { ObligationReader } from './listing/obligation-reader.js';

/** O10: what could not be delivered, or was given up, is tried again now. */
export class RetryObligation extends LedgerCommand<null, 'obligationId', Answered> {}

@CommandHandler(RetryObligation)
export class RetryObligationHandler implements ICommandHandler<RetryObligation> {
  constructor(
    @Inject(ObligationChanges) private readonly changes: ObligationChanges,
    @Inject(ObligationReader) private readonly reader: ObligationReader,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ vendor, ids: { obligationId: id }, request }: RetryObligation): Promise<Answered | Refusal> {
    const found = await this.reader.find(vendor, id);
    if (found === undefined) throw new NotFound(id);
    const command = { kind: 'retry', obligation: found.named, now: this.clock.now() } as const;
    const outcome = await this.changes.record(vendor, command, request);
    if (outcome instanceof Refusal) return outcome;
    const firing = firingOf(vendor, found.key, this.clock.ms());
    if (!(await this.jobs.retry(firing.queue, firing.id))) await this.jobs.add(firing);
    const { revision, token, replayed } = outcome;
    return { id, answer: { id, revision }, revision, token, replayed };
  }
}

export const retryObligation = useCase({
  command: RetryObligation,
  handler: RetryObligationHandler,
  body: null,
  ids: ['obligationId'],
  scope: ({ obligationId }) => `POST /obligations/retry ${obligationId}`,
  docs: {
    status: 202,
    answer: object({ id: text, revision: whole }),
    refuses: ['obligation-ended', 'obligation-claimed'],
  },
  supposed: null,
});
