import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { textSubject } from '../../domain/kernel/personal.js';
import { request as requests } from '../../domain/request/request.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import type { Files } from '../platform/files/files.js';
import { Line } from '../platform/http/validation/decorators.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import type { MailPort } from '../platform/mail/mail.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { CLOCK, FILES, KEY_STORE, MAIL } from '../platform/tokens.js';
import type { Clock } from '../platform/clock.js';
import { forgetFiles } from './attachments/attachments.js';
import { executed, RequestChanges, type RequestExecuted } from './request-changes.js';
import { written } from './request-schemas.js';
import { RequestTerms } from './request-terms.js';

export class EraseTextDto {
  /** Why. Stored for ever and unsealed: name no person in it. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
}

/** A7: destroys the text key of a request that names somebody. */
export class EraseText extends LedgerCommand<EraseTextDto, 'requestId', RequestExecuted> {}

@CommandHandler(EraseText)
export class EraseTextHandler implements ICommandHandler<EraseText> {
  constructor(
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(FILES) private readonly files: Files,
    @Inject(MAIL) private readonly mail: MailPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Records the erasure, then destroys the key; what a crash cuts short in between the next start completes. */
  async execute({ vendor, ids: { requestId }, body, request }: EraseText): Promise<RequestExecuted | Refusal> {
    const subject = textSubject(requestId);
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    if (state.status === 'registered')
      await this.keys.beginErasure({ vendor, subject, stream: streamName(vendor, 'request', requestId) });
    const terms = await this.terms.of(vendor);
    const when = { at: this.clock.now(), reason: null };
    const erased = await this.requests.record(vendor, requestId, request, terms, ({ decision }) => ({
      act: { kind: 'erase-text', subject, because: body.reason },
      given: this.requests.given(
        requestId,
        request.actor.role,
        { ...when, policyVersion: decision.policyVersion },
        terms,
      ),
    }));
    if (erased instanceof Refusal) return erased;
    // The key last: while it is there, a start carries the erasure out again.
    await forgetFiles({ ledger: this.ledger, files: this.files }, vendor, requestId);
    await this.mail.forget(requestId);
    await this.keys.erase(vendor, subject);
    return executed(erased, terms);
  }
}

export const eraseText = useCase({
  command: EraseText,
  handler: EraseTextHandler,
  body: EraseTextDto,
  ids: ['requestId'],
  scope: ({ requestId }) => `POST /requests/erase-text ${requestId}`,
  docs: {
    answer: written(),
    refuses: ['key-copy-behind'],
    body: { type: EraseTextDto },
    examples: { whole: { reason: '本人要求' } },
  },
  supposed: null,
});
