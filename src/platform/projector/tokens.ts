interface Seen {
  readonly position: number;
  readonly token: string;
}

/** Which token of the ledger a position stands for, as far as its head was looked at. */
export class Tokens {
  #seen: readonly Seen[] = [{ position: 0, token: '0' }];

  /** Notes the head and answers the latest token at or before a position, which must never fall. */
  at(position: number, head: Seen): string {
    const seen = head.position > this.#seen.at(-1)!.position ? [...this.#seen, head] : this.#seen;
    const passed = seen.findLast((each) => each.position <= position)!;
    this.#seen = seen.filter((each) => each.position >= passed.position);
    return passed.token;
  }
}
