import type { Command, ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '../auth/caller.js';
import type { CommandRequest } from './outcome.js';

/** What executes commands: Nest's bus, or another with the same handlers. */
export interface CommandExecutor {
  execute<R>(command: Command<R>): Promise<R>;
}

type Handled = new (...args: never[]) => object;

/** An executor of the given handlers. */
export const commandBusOf = (
  handlers: (bus: CommandExecutor) => readonly (readonly [Handled, ICommandHandler])[],
): CommandExecutor => {
  const bus: CommandExecutor = {
    execute: async <R>(command: Command<R>): Promise<R> => {
      const handler = byCommand.get(command.constructor as Handled);
      if (handler === undefined) throw new Error(`nobody here handles ${command.constructor.name}`);
      return (await handler.execute(command)) as R;
    },
  };
  const byCommand = new Map<Handled, ICommandHandler>(handlers(bus));
  return bus;
};

/** One command as a route would take it: the ids of its address, its validated body, and the caller. */
export interface Supposing<Body> {
  readonly ids: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly caller: Caller;
  readonly request: CommandRequest & { readonly key: string };
}

/**
 * The outcome of a supposed command: the part of its route's response that every caller may read, and the id that a
 * later command may refer to.
 */
export interface SupposedOutcome {
  readonly id: string;
  readonly answer: object;
}

/**
 * A write that can be supposed (`POST /entitlements/what-if`). `W` is what its feature needs of the supposed state.
 * Every write route of contracts, customers and releases has one; a test holds the lists together.
 */
export interface Supposable<W, Body extends object = object> {
  readonly body: new () => Body;
  /** Ids in the route's address; beside the body's fields here. */
  readonly route: readonly string[];
  execute(context: W, supposing: Supposing<Body>): Promise<SupposedOutcome>;
}
