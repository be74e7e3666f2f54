/** The names of what one queue has in Redis. */
export class RedisKeys {
  /** A sorted set of lanes: by the earliest instant at which a job of the lane may be due. */
  readonly lanes: string;
  readonly #base: string;

  constructor(
    prefix: string,
    readonly queue: string,
  ) {
    this.#base = `${prefix}:jobs:${queue}`;
    this.lanes = `${this.#base}:lanes`;
  }

  readonly record = (id: string): string => `${this.#base}:record:${id}`;
  /** A sorted set of ids, named by `listingsOf`. */
  readonly set = (name: string): string => `${this.#base}:${name}`;
  readonly notes = (group: string): string => `${this.#base}:notes:${group}`;
}

/** Names the queues in which a job waits from now on. */
export const dueChannel = (prefix: string): string => `${prefix}:due`;
