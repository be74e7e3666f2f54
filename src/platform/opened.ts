/** Opened one after the other, closed in the opposite order. */
export class Opened {
  readonly #closings: (() => unknown)[] = [];

  add<T extends { close(): unknown }>(opened: T): T {
    this.#closings.push(() => opened.close());
    return opened;
  }

  async close(): Promise<void> {
    for (const close of this.#closings.splice(0).reverse()) await close();
  }
}
