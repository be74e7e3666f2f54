import { Command } from '@nestjs/cqrs';
import type { Refusal } from '../../../domain/kernel/decider.js';
import type { DomainEvent } from '../../../domain/kernel/envelope.js';
import type { CommandRequest, Outcome } from '../ledger/outcome.js';

/** Ids of what a command makes derive from its key; one that came without a key has a random one. */
export type KeyedRequest = CommandRequest & { readonly key: string };

/** What a handler returns of a command that it executed, whatever it changed. */
export interface Answered {
  /** The object that was changed. */
  readonly id: string;
  /** What the command's route answers. */
  readonly answer: object;
  /** Of the object; null where it has none. */
  readonly revision: number | null;
  /** A token that views can be waited for with; null where the ledger has recorded nothing yet. */
  readonly token: string | null;
  readonly replayed: boolean;
}

/** The same of a command that was decided over a stream of the ledger. */
export interface Executed<State = unknown, Event extends DomainEvent = DomainEvent, Before = unknown>
  extends Answered, Outcome<State, Event, Before> {
  readonly revision: number;
  readonly token: string;
}

/**
 * A command is data: whose ledger, the ids in the address of its route, the validated body, and who sends it how. It
 * can be logged, queued, supposed (what-if) and repeated.
 */
export abstract class LedgerCommand<
  Body extends object | null,
  Ids extends string = never,
  Result extends Answered = Executed,
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
