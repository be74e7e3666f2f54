/** C11: work on one key runs in the order of its calls; work on different keys runs concurrently. */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<unknown>>();

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#tails.get(name) ?? Promise.resolve()).then(work);
    const ended = turn.catch(() => undefined);
    this.#tails.set(name, ended);
    void ended.then(() => {
      if (this.#tails.get(name) === ended) this.#tails.delete(name);
    });
    return turn;
  }

  /** Resolves when all work accepted so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
