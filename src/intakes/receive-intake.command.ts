import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Channel, channels } from '../../domain/kernel/vocabulary.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { IsInstantOrDay, OneOf } from '../platform/http/validation/decorators.js';
import { FreeText, markedBody, NamedPerson, personNamed, sealedText } from '../platform/http/validation/sealed-text.js';
import { derivedId } from '../platform/ledger/identity.js';
import { intakeSchema } from './intake-answers.js';
import { IntakeChanges, type IntakeExecuted } from './intake-changes.js';

export class ReceiveIntakeDto {
  @ApiProperty({ enum: channels }) @OneOf(channels) channel!: Channel;
  /** When it arrived, also long ago: everything that arrives is logged (R1). */
  @ApiProperty({ example: '2026-03-01T15:50:00.000Z' }) @IsInstantOrDay() receivedAt!: string;
  /** Who wrote or called: the id of a contact, or a name (A5). */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() from?: string;
  /** What it is about. Sealed, as the name is (A6). */
  @ApiPropertyOptional({ example: '报表打不开' }) @IsOptional() @FreeText(8_000) text?: string;
  /** When it was logged, where that was not on arrival (A4). */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() at?: string;
}

/** R2: something arrives. */
export class ReceiveIntake extends LedgerCommand<ReceiveIntakeDto, never, IntakeExecuted> {}

@CommandHandler(ReceiveIntake)
export class ReceiveIntakeHandler implements ICommandHandler<ReceiveIntake> {
  constructor(@Inject(IntakeChanges) private readonly intakes: IntakeChanges) {}

  async execute({ vendor, body, request }: ReceiveIntake): Promise<IntakeExecuted | Refusal> {
    const intakeId = derivedId('int', vendor, request.scope, request.key);
    const receivedAt = await this.intakes.instant(vendor, '/receivedAt', body.receivedAt);
    if (receivedAt instanceof Refusal) return receivedAt;
    const at = body.at === undefined ? receivedAt : await this.intakes.instant(vendor, '/at', body.at);
    if (at instanceof Refusal) return at;
    return this.intakes.record(
      vendor,
      intakeId,
      { ...request, markedBody: markedBody(ReceiveIntakeDto, body, intakeId) },
      {
        kind: 'receive',
        intakeId,
        channel: body.channel,
        receivedAt,
        from: body.from === undefined ? null : personNamed(intakeId, body.from),
        text: body.text === undefined ? null : sealedText(intakeId, body.text),
        at,
        now: this.intakes.now(),
      },
    );
  }
}

export const receiveIntake = useCase({
  command: ReceiveIntake,
  handler: ReceiveIntakeHandler,
  body: ReceiveIntakeDto,
  ids: [],
  scope: () => 'POST /intakes',
  docs: {
    status: 201,
    answer: intakeSchema,
    refuses: ['at-in-future', 'at-too-early'],
    body: { type: ReceiveIntakeDto },
    examples: {
      call: { channel: 'hotline', receivedAt: '2025-12-01T01:00:00.000Z', from: '王芳', text: '报表打不开' },
      least: { channel: 'email', receivedAt: '2025-12-01T01:30:00.000Z' },
    },
  },
  supposed: null,
});
