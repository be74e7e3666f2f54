import { Inject } from '@nestjs/common';
import type { IntakeEvent } from '../../domain/intake/intake.events.js';
import { type Intake, intake, type IntakeCommand, type IntakeState } from '../../domain/intake/intake.js';
import type { Act } from '../../domain/kernel/act.js';
import { type Instant, isParsed, parseInstant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Personal } from '../../domain/kernel/personal.js';
import { figuresOf } from '../../domain/policy/figures.js';
import type { Clock } from '../platform/clock.js';
import type { Executed, KeyedRequest } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { intakeAnswer } from './intake-answers.js';

export type IntakeExecuted = Executed<Intake, IntakeEvent, IntakeState>;

/** Records what commands decide on one intake: what all of their handlers share. */
export class IntakeChanges {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  async record(
    vendor: string,
    id: string,
    request: KeyedRequest,
    command: IntakeCommand,
  ): Promise<IntakeExecuted | Refusal> {
    const outcome = await this.ledger.handle({
      vendor,
      category: 'intake',
      id,
      decider: intake,
      request,
      command,
      // A4: an event is true from when it happened.
      effectiveAt: () => command.at,
    });
    if (outcome instanceof Refusal) return outcome;
    const { state, revision } = outcome;
    if (state.status === 'none') return new Refusal('intake-unknown', 'R2', { id });
    return { ...outcome, state, id, answer: intakeAnswer(state, revision) };
  }

  /** A4: an act as its command names it, by the figures of today's policy. */
  async act(
    vendor: string,
    at: string | undefined,
    reason: Personal<string> | null,
    { actor }: KeyedRequest,
  ): Promise<Act | Refusal> {
    const now = this.now();
    const happened = at === undefined ? now : await this.instant(vendor, '/at', at);
    if (happened instanceof Refusal) return happened;
    const { actsBackHours } = figuresOf(this.books.signedOn(vendor, this.books.today(vendor))).requests;
    return { at: happened, now, role: actor.role, reason, backHours: actsBackHours };
  }

  /** T1: the instant that a field of the body names in the vendor's zone. */
  async instant(vendor: string, pointer: string, text: string): Promise<Instant | Refusal> {
    await this.books.refresh();
    const parsed = parseInstant(text, this.books.zone(vendor));
    return isParsed(parsed) ? parsed : invalidField(pointer, 'not-an-instant', { value: text });
  }
}
