import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../../projections/projection.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { Checkpoint, RowChange, TableChanges, ViewStore, ViewTable } from '../views/view-store.js';
import { answer, type Steps } from './soon.js';

/** Why a table took no further event. */
export interface Poison {
  readonly position: number;
  readonly type: string;
  readonly error: Error;
}

/** What a batch of events does to a table; nothing of it is stored yet. */
export interface Applied {
  readonly changes: TableChanges;
  readonly poison: Poison | undefined;
}

interface Prepared {
  readonly event: Recorded;
  readonly ids: readonly string[];
}

/** One table on its way along the ledger: the live one of a projection, or one built aside. */
export class Track {
  #checkpoint: Checkpoint;
  poison: Poison | undefined;
  readonly #handles: ReadonlySet<string>;

  constructor(
    readonly projection: Projection,
    readonly table: ViewTable,
    checkpoint: Checkpoint,
    /** Whether it is swapped in once it has come to the front. */
    readonly aside: boolean,
  ) {
    this.#checkpoint = checkpoint;
    this.#handles = new Set(projection.handles);
  }

  get position(): number {
    return this.#checkpoint.position;
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** Computes the rows after a batch that continues this table, in order, on rows read once (design: one commit per batch). */
  *apply(store: ViewStore, batch: readonly Recorded[]): Steps<Applied> {
    const news = batch[0]!.position > this.position ? batch : batch.filter(({ position }) => position > this.position);
    const { prepared, poison: unread } = this.#prepare(news);
    const ids = new Set(prepared.flatMap((each) => each.ids));
    const rows = new Map(ids.size === 0 ? [] : yield* answer(store.atOnce?.read(this.table, ids) ?? this.table.getMany([...ids])));

    const changed = new Map<string, RowChange>();
    let poison = unread;
    for (const { event, ids } of prepared) {
      try {
        for (const { id, row } of this.#written(event, ids, rows)) {
          if (row === undefined) rows.delete(id);
          else rows.set(id, row);
          changed.set(id, { id, row, position: event.position });
        }
      } catch (error) {
        poison = poisonOf(event, error);
        break;
      }
    }
    return { changes: { table: this.table, rows: [...changed.values()], checkpoint: this.#reached(news, poison) }, poison };
  }

  /** After the commit of what `apply` answered. */
  moveOn({ changes, poison }: Applied): void {
    this.#checkpoint = changes.checkpoint;
    this.poison = poison;
  }

  /** Which rows the handled events need, up to the first event that cannot be read. */
  #prepare(events: readonly Recorded[]): { readonly prepared: readonly Prepared[]; readonly poison: Poison | undefined } {
    const prepared: Prepared[] = [];
    for (const stored of events) {
      if (!this.#handles.has(stored.type)) continue;
      try {
        const event = upcast(stored);
        prepared.push({ event, ids: this.projection.reads(event) });
      } catch (error) {
        return { prepared, poison: poisonOf(stored, error) };
      }
    }
    return { prepared, poison: undefined };
  }

  /** Shows the projection no row but those it named, so that it cannot come to depend on how events are batched. */
  #written(event: Recorded, ids: readonly string[], rows: ReadonlyMap<string, Row>): ReturnType<Projection['apply']> {
    const shown = new Map<string, Row>();
    for (const id of ids) {
      const row = rows.get(id);
      if (row !== undefined) shown.set(id, row);
    }
    const writes = this.projection.apply(event, shown);
    const strange = writes.find(({ row }) => row !== undefined && row.vendor !== event.vendor);
    if (strange !== undefined) throw new Error(`row ${strange.id} of vendor ${event.vendor} would be shown to vendor ${strange.row!.vendor}`);
    return writes;
  }

  #reached(events: readonly Recorded[], poison: Poison | undefined): Checkpoint {
    const last = events.findLast(({ position }) => poison === undefined || position < poison.position);
    return last === undefined ? this.#checkpoint : { position: last.position, event: last.id };
  }
}

const poisonOf = ({ position, type }: Recorded, error: unknown): Poison => ({ position, type, error: error instanceof Error ? error : new Error(String(error)) });
