import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { textSubject } from '../../domain/kernel/personal.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Line } from '../platform/http/validation/decorators.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import type { MailPort } from '../platform/mail/mail.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { KEY_STORE, MAIL } from '../platform/tokens.js';
import { intakeAnswer, intakeSchema } from './intake-answers.js';
import { IntakeChanges, type IntakeExecuted } from './intake-changes.js';
import { arrivalOf } from './arrival-of.js';

export class EraseIntakeTextDto {
  /** Why. Stored for ever and unsealed: name no person in it. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
}

/** A7: destroys the text key of an intake that names somebody. */
export class EraseIntakeText extends LedgerCommand<EraseIntakeTextDto, 'intakeId', IntakeExecuted> {}

@CommandHandler(EraseIntakeText)
export class EraseIntakeTextHandler implements ICommandHandler<EraseIntakeText> {
  constructor(
    @Inject(IntakeChanges) private readonly intakes: IntakeChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(MAIL) private readonly mail: MailPort,
  ) {}

  /** Records the erasure, then destroys the key; what a crash cuts short in between the next start completes. */
  async execute({ vendor, ids: { intakeId }, body, request }: EraseIntakeText): Promise<IntakeExecuted | Refusal> {
    const subject = textSubject(intakeId);
    if ((await arrivalOf(this.ledger, vendor, intakeId)) !== null)
      await this.keys.beginErasure({ vendor, subject, stream: streamName(vendor, 'intake', intakeId) });
    const at = this.intakes.now();
    const command = { kind: 'erase-text', subject, because: body.reason, at } as const;
    const erased = await this.intakes.record(vendor, intakeId, request, command);
    if (erased instanceof Refusal) return erased;
    await this.mail.forget(intakeId);
    await this.keys.erase(vendor, subject);
    const { from, text, answer } = erased.state;
    const state = {
      ...erased.state,
      from: from !== null && 'id' in from ? from : null,
      text: text === null ? null : ({ subject, erased: true } as const),
      answer: answer === null ? null : { ...answer, by: 'id' in answer.by ? answer.by : null },
    };
    return { ...erased, answer: intakeAnswer(state, erased.revision) };
  }
}

export const eraseIntakeText = useCase({
  command: EraseIntakeText,
  handler: EraseIntakeTextHandler,
  body: EraseIntakeTextDto,
  ids: ['intakeId'],
  scope: ({ intakeId }) => `POST /intakes/erase-text ${intakeId}`,
  docs: {
    answer: intakeSchema,
    refuses: ['key-copy-behind'],
    body: { type: EraseIntakeTextDto },
    examples: { request: { reason: '本人要求' } },
  },
  supposed: null,
});
