import { bounds } from '../../bounds.js';
import { overBound } from '../file-fault.js';
import type { Flaw } from '../row.js';
import { placeOf } from './cells.js';

interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  text: string;
  flaw: Flaw['reason'] | undefined;
}

/**
 * Merged cells of a sheet. A person sees the one text of a range in each row that it covers; which column it belongs to
 * is unclear where the range covers several. The ranges are listed after the cells, so they are read first, by
 * themselves.
 */
export class Merges {
  readonly #waiting: Merge[] = [];
  #active: Merge[] = [];
  #sorted = true;

  /** @param range `B2:B4`. @throws FileFault for too many ranges */
  add(range: string): void {
    const [from, to] = range.split(':').map((place) => placeOf(place));
    if (from === undefined || to === undefined) return;
    if (this.#waiting.length >= bounds.mergedRanges) throw overBound('mergedRanges');
    this.#waiting.push({
      top: from.row,
      bottom: to.row,
      left: from.column,
      right: to.column,
      text: '',
      flaw: undefined,
    });
    this.#sorted = false;
  }

  /** The row with what merged ranges show in it. Rows are asked for from the top to the bottom. */
  fill(row: number, cells: string[], flaws: Flaw[]): void {
    if (!this.#sorted) this.#waiting.sort((one, other) => other.top - one.top);
    this.#sorted = true;
    this.#active = this.#active.filter(({ bottom }) => bottom >= row);
    for (let next = this.#waiting.at(-1); next !== undefined && next.top <= row; next = this.#waiting.at(-1)) {
      this.#waiting.pop();
      if (next.bottom < row) continue;
      if (next.top === row) {
        next.text = cells[next.left] ?? '';
        next.flaw = flaws.find(({ column }) => column === next!.left)?.reason;
      }
      this.#active.push(next);
    }
    for (const merge of this.#active) this.#show(merge, row, cells, flaws);
  }

  #show({ top, left, right, text, flaw }: Merge, row: number, cells: string[], flaws: Flaw[]): void {
    if (text === '') return;
    const last = Math.min(right, bounds.columns - 1);
    while (cells.length <= last) cells.push('');
    for (let column = left; column <= last; column += 1) {
      cells[column] = text;
      if (right > left) flaws.push({ column, reason: 'merged-across' });
      else if (flaw !== undefined && row > top) flaws.push({ column, reason: flaw });
    }
  }
}
