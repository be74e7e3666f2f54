import type { Command, ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '../auth/caller.js';
import type { CommandRequest } from './outcome.js';

/** Where commands are said: Nest's bus, or another that leads to the same handlers. */
export interface CommandExecutor {
  execute<R>(command: Command<R>): Promise<R>;
}

type Handled = new (...args: never[]) => object;

/** A desk of handlers that were put together by hand. */
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

/** One command as a route would take it: the ids of its address, its body as validated, and who says it. */
export interface Supposing<Body> {
  readonly ids: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly caller: Caller;
  readonly request: CommandRequest & { readonly key: string };
}

/**
 * What a supposed command came to: of its route's answer what every asker may read, and the id that a later one may
 * refer to.
 */
export interface SupposedOutcome {
  readonly id: string;
  readonly answer: object;
}

/**
 * A write that can be supposed (`POST /entitlements/what-if`). `W` is what its feature needs of the world it is said
 * in.
 * Every write route of contracts, customers and releases has one; a test holds the lists together.
 */
export interface Supposable<W, Body extends object = object> {
  readonly body: new () => Body;
  /** Ids in the route's address; beside the body's fields here. */
  readonly route: readonly string[];
  execute(context: W, supposing: Supposing<Body>): Promise<SupposedOutcome>;
}
