import { Command } from '@nestjs/cqrs';
import type { Refusal } from '../../../domain/kernel/decider.js';
import type { DomainEvent } from '../../../domain/kernel/envelope.js';
import type { CommandRequest, Outcome } from '../ledger/outcome.js';

/** Ids of what a command makes derive from its key; one that came without a key has a random one. */
export type KeyedRequest = CommandRequest & { readonly key: string };

/** What a handler returns of a command that it executed. */
export interface Executed<State = unknown, Event extends DomainEvent = DomainEvent> extends Outcome<State, Event> {
  /** The object that was changed. */
  readonly id: string;
  /** What the command's route answers. */
  readonly answer: object;
}

/**
 * A command is data: whose ledger, the ids in the address of its route, the validated body, and who sends it how. It
 * can be logged, queued, supposed (what-if) and repeated.
 */
export abstract class LedgerCommand<
  Body extends object | null,
  Ids extends string = never,
  Result extends Executed = Executed,
> extends Command<Result | Refusal> {
  constructor(
    readonly vendor: string,
    readonly ids: Readonly<Record<Ids, string>>,
    readonly body: Body,
    readonly request: KeyedRequest,
  ) {
    super();
  }
}
