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

/** What `open` opens, all of it closed again where a part of it fails. @throws what `open` throws */
export async function closedOnFault<T>(open: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = new Opened();
  try {
    return await open(opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}
