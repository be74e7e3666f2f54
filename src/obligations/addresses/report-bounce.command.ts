import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { addressOf, customer } from '../../../domain/customer/customer.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { managerKey } from '../../../domain/customer/recipients.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { streamName } from '../../../domain/kernel/envelope.js';
import type { ObligationEvent, ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { familyNow } from '../../customers/customers.port.js';
import { readMessageId } from '../../mails/mails.port.js';
import type { Clock } from '../../platform/clock.js';
import { type Answered, LedgerCommand } from '../../platform/commands/command.js';
import { useCase } from '../../platform/commands/use-case.js';
import { object, orNull, text, yesNo } from '../../platform/http/server/schemas.js';
import { IsMailStatus, Line } from '../../platform/http/validation/decorators.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { CLOCK } from '../../platform/tokens.js';
import { PolicyBooks } from '../../policies/policies.port.js';
import { FailedAddresses } from './failed-addresses.js';

import { ObligationChanges } from '../firing/obligation-changes.js';

export class BounceDto {
  /** Of the mail that was returned, with or without angle brackets: its header `Message-ID` (M3). */
  @ApiProperty({ example: '0d0c7ac6-6e07-5c0a-9d2e-5f5a4cf1a8b1.per_0f3k9x2m7q1v5w8y4z6a0b2c4d@service.example.com' })
  @Line(700)
  messageId!: string;
  /** The enhanced status of the report, such as 5.1.1, or that of SMTP, such as 550. */
  @ApiProperty({ example: '5.1.1' }) @IsMailStatus() status!: string;
}

/** A mail of an obligation as it was accepted. */
interface SentMail {
  readonly named: ObligationNamed;
  readonly recipientKey: string;
  readonly acceptedAt: string;
}

/** M4: a mail that a server had accepted was not delivered. */
export class ReportBounce extends LedgerCommand<BounceDto, never, Answered> {}

@CommandHandler(ReportBounce)
export class ReportBounceHandler implements ICommandHandler<ReportBounce> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ObligationChanges) private readonly changes: ObligationChanges,
    @Inject(FailedAddresses) private readonly failed: FailedAddresses,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What is temporary is not recorded: the server goes on trying, and reports again where it gives up. */
  async execute({ vendor, body: { messageId, status }, request }: ReportBounce): Promise<Answered | Refusal> {
    const sent = await this.sent(vendor, messageId);
    if (sent === undefined) return new Refusal('mail-unknown', 'M4', { messageId });
    const { named, recipientKey } = sent;
    const permanent = status.startsWith('5');
    const contactId = recipientKey.startsWith('per_') ? recipientKey : null;
    const answer = { obligationId: named.obligationId, contactId, permanent };
    const answered = { id: named.obligationId, answer, revision: null };
    if (!permanent) return { ...answered, token: null, replayed: false };
    const bounce = { kind: 'bounce', obligation: named, now: this.clock.now(), recipientKey, code: status } as const;
    const outcome = await this.changes.record(vendor, bounce, request);
    if (outcome instanceof Refusal) return outcome;
    await this.stop(vendor, sent, status);
    return { ...answered, token: outcome.token, replayed: outcome.replayed };
  }

  /** The acceptance of exactly this mail: what was never sent cannot be returned. */
  private async sent(vendor: string, messageId: string): Promise<SentMail | undefined> {
    const read = readMessageId(messageId);
    if (read === undefined) return undefined;
    const stream = streamName(vendor, 'obligation', read.obligationId);
    const events = await this.ledger.streams.read<ObligationEvent>(vendor, stream);
    for (const event of events.toReversed()) {
      if (event.type !== 'MailAccepted' || event.data.recipientKey !== read.recipientKey) continue;
      const { recipientKey, messageId: accepted, ...named } = event.data;
      if (accepted === messageId.trim().replaceAll(/^<|>$/g, ''))
        return { named, recipientKey, acceptedAt: event.meta.recordedAt };
    }
    return undefined;
  }

  /** Two in a row stop the address that was written to, where it is the present one still. */
  private async stop(vendor: string, { named, recipientKey: key, acceptedAt }: SentMail, code: string): Promise<void> {
    // A mail to the vendor's own address is about no customer.
    const { customerId: addressed } = named;
    if (addressed === null) return;
    for (const { customerId } of await familyNow(this.ledger, vendor, addressed)) {
      const events = await this.ledger.streams.read<CustomerEvent>(vendor, streamName(vendor, 'customer', customerId));
      const then = events
        .filter(({ meta }) => meta.recordedAt <= acceptedAt)
        .reduce((state, event) => customer.evolve(state, event), customer.initial);
      if (then.status !== 'registered') continue;
      const personId = key === managerKey(customerId) ? then.manager?.subject : key;
      const address = personId === undefined ? null : addressOf(then, personId);
      if (personId === undefined || address === null) continue;
      const { policy } = (await this.books.snapshot(vendor)).book.policyAt(this.clock.ms(), Infinity);
      const recipient = { key, customerId, personId, address };
      await this.failed.note(vendor, figuresOf(policy), recipient, { obligationId: named.obligationId, code });
      return;
    }
  }
}

export const reportBounce = useCase({
  command: ReportBounce,
  handler: ReportBounceHandler,
  body: BounceDto,
  ids: [],
  scope: () => 'POST /mail/bounces',
  docs: {
    answer: object({ obligationId: text, contactId: orNull(text), permanent: yesNo }),
    refuses: ['mail-unknown'],
    body: { type: BounceDto },
    examples: {
      refused: {
        messageId: '0d0c7ac6-6e07-5c0a-9d2e-5f5a4cf1a8b1.per_0f3k9x2m7q1v5w8y4z6a0b2c4d@service.example.com',
        status: '5.1.1',
      },
    },
  },
  supposed: null,
});
