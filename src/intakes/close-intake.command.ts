import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type ClosingReason, closingReasons } from '../../domain/intake/intake.events.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { personal, textSubject } from '../../domain/kernel/personal.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { IsInstantOrDay, OneOf } from '../platform/http/validation/decorators.js';
import { intakeSchema } from './intake-answers.js';
import { IntakeChanges, type IntakeExecuted } from './intake-changes.js';

export class CloseIntakeDto {
  /** Why it needs no request; `abandoned`: the caller hung up before anybody answered. */
  @ApiProperty({ enum: closingReasons }) @OneOf(closingReasons) reason!: ClosingReason;
  /** When; now where absent. More than a day ago only by an admin (A4). */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() at?: string;
}

/** R18: it asks for nothing, and needs no request. */
export class CloseIntake extends LedgerCommand<CloseIntakeDto, 'intakeId', IntakeExecuted> {}

@CommandHandler(CloseIntake)
export class CloseIntakeHandler implements ICommandHandler<CloseIntake> {
  constructor(@Inject(IntakeChanges) private readonly intakes: IntakeChanges) {}

  async execute({ vendor, ids: { intakeId }, body, request }: CloseIntake): Promise<IntakeExecuted | Refusal> {
    const { at, reason: as } = body;
    const act = await this.intakes.act(vendor, at, personal(textSubject(intakeId), as), request);
    if (act instanceof Refusal) return act;
    return this.intakes.record(vendor, intakeId, request, { kind: 'close', as, ...act });
  }
}

export const closeIntake = useCase({
  command: CloseIntake,
  handler: CloseIntakeHandler,
  body: CloseIntakeDto,
  ids: ['intakeId'],
  scope: ({ intakeId }) => `POST /intakes/close ${intakeId}`,
  docs: {
    answer: intakeSchema,
    refuses: ['intake-closed', 'at-in-future', 'at-too-early', 'needs-admin'],
    body: { type: CloseIntakeDto },
    examples: { spam: { reason: 'spam' } },
  },
  supposed: null,
});
