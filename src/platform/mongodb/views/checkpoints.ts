import type { Checkpoint, Stopped } from '../../views/view-store.js';
import type { Catalog, Slot } from './catalog.js';

/** A table's next checkpoint, after the one that it follows, by the holder of the fence. */
export interface Move {
  readonly view: string;
  readonly slot: Slot;
  readonly table: string;
  readonly fence: number;
  readonly follows: Checkpoint;
  readonly checkpoint: Checkpoint;
  readonly stopped: Stopped | undefined;
  /** No row has changed since. */
  readonly changed: number;
}

/** Moves checkpoints. Those of one turn share a call: each event moves every view, most of them without a row. */
export class Checkpoints {
  #next: { readonly moves: Move[]; readonly moved: Promise<ReadonlySet<Move>> } | undefined;

  constructor(private readonly catalog: Catalog) {}

  /** @returns whether the table was where the move begins. @throws for each move of the call where it has no answer */
  async move(move: Move): Promise<boolean> {
    if (this.#next === undefined) {
      const moves: Move[] = [];
      this.#next = { moves, moved: Promise.resolve().then(() => this.#moveAll(moves)) };
    }
    const { moves, moved } = this.#next;
    moves.push(move);
    return (await moved).has(move);
  }

  async #moveAll(moves: readonly Move[]): Promise<ReadonlySet<Move>> {
    this.#next = undefined;
    const changes = moves.map((move) => ({ view: move.view, expected: before(move), update: { $set: after(move) } }));
    if ((await this.catalog.changeAll(changes)) === moves.length) return new Set(moves);
    // The answer of several is how many were changed: the catalog shows which.
    const are = await Promise.all(moves.map((move) => moves.length > 1 && this.#isMoved(move)));
    return new Set(moves.filter((_, index) => are[index]));
  }

  /** Only the holder of the fence moves the table: what it has become, this move made of it. */
  async #isMoved({ view, slot, table, fence, checkpoint }: Move): Promise<boolean> {
    const entry = await this.catalog.read(view);
    const found = entry?.[slot];
    return (
      entry?.fence === fence &&
      found?.table === table &&
      found.position === checkpoint.position &&
      found.event === checkpoint.event
    );
  }
}

const before = ({ slot, table, fence, follows }: Move) => ({
  fence,
  [`${slot}.table`]: table,
  [`${slot}.position`]: follows.position,
  [`${slot}.event`]: follows.event,
});

const after = ({ slot, checkpoint, stopped, changed }: Move) => ({
  [`${slot}.position`]: checkpoint.position,
  [`${slot}.event`]: checkpoint.event,
  [`${slot}.stopped`]: stopped ?? null,
  [`${slot}.quiet`]: { from: changed, to: checkpoint.position },
});
