import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { IsInstantOrDay } from '../platform/http/validation/decorators.js';
import { FreeText, markedBody, NamedPerson, personNamed, sealedText } from '../platform/http/validation/sealed-text.js';
import { intakeSchema } from './intake-answers.js';
import { IntakeChanges, type IntakeExecuted } from './intake-changes.js';

export class AnswerIntakeDto {
  /** Who answered: the id of a member of staff, or a name (A5). */
  @ApiProperty({ example: '李强' }) @NamedPerson() by!: string;
  /** Nobody picked up, and the caller was called back: no answer as calls are counted (R18). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() callback?: boolean;
  /** When; now where absent. More than a day ago only by an admin, with `reason` (A4). */
  @ApiPropertyOptional({ example: '2025-12-01T01:00:10.000Z' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** Why it is recorded late. Sealed with the texts of the intake. */
  @ApiPropertyOptional() @IsOptional() @FreeText(500) reason?: string;
}

/** R18: somebody answers, once. */
export class AnswerIntake extends LedgerCommand<AnswerIntakeDto, 'intakeId', IntakeExecuted> {}

@CommandHandler(AnswerIntake)
export class AnswerIntakeHandler implements ICommandHandler<AnswerIntake> {
  constructor(@Inject(IntakeChanges) private readonly intakes: IntakeChanges) {}

  async execute({ vendor, ids: { intakeId }, body, request }: AnswerIntake): Promise<IntakeExecuted | Refusal> {
    const reason = body.reason === undefined ? null : sealedText(intakeId, body.reason);
    const act = await this.intakes.act(vendor, body.at, reason, request);
    if (act instanceof Refusal) return act;
    return this.intakes.record(
      vendor,
      intakeId,
      { ...request, markedBody: markedBody(AnswerIntakeDto, body, intakeId) },
      {
        kind: 'answer',
        by: personNamed(intakeId, body.by),
        callback: body.callback ?? false,
        ...act,
      },
    );
  }
}

export const answerIntake = useCase({
  command: AnswerIntake,
  handler: AnswerIntakeHandler,
  body: AnswerIntakeDto,
  ids: ['intakeId'],
  scope: ({ intakeId }) => `POST /intakes/answer ${intakeId}`,
  docs: {
    answer: intakeSchema,
    refuses: ['intake-answered', 'at-in-future', 'at-too-early', 'needs-admin'],
    body: { type: AnswerIntakeDto },
    examples: { call: { by: '李强' } },
  },
  supposed: null,
});
