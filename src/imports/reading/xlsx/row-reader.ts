import { bounds } from '../../bounds.js';
import { overBound } from '../file-fault.js';
import type { Flaw } from '../row.js';
import { broken } from './archive.js';
import { type Form, numberFlaw, numberText, placeOf, unescaped } from './cells.js';
import type { SharedStrings } from './strings.js';
import type { Workbook } from './workbook.js';
import type { Attributes, Reader } from './xml.js';

export interface SheetRow {
  readonly line: number;
  readonly hidden: boolean;
  readonly cells: string[];
  readonly flaws: Flaw[];
}

/** Reads the cells of a sheet into rows. */
export class RowReader implements Reader {
  readonly rows: SheetRow[] = [];
  readonly hiddenColumns: number[] = [];
  #row: SheetRow | undefined;
  #line = 0;
  #cell: Attributes | undefined;
  #column = -1;
  #stored = '';
  #length = 0;
  #formula = false;
  #taking = false;
  #aid = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: SharedStrings,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    else if (name === 'f') this.#formula = true;
    else if (name === 'rPh') this.#aid += 1;
    else if (name === 'col') this.#noteHidden(attributes);
    this.#taking = this.#cell !== undefined && this.#aid === 0 && (name === 'v' || name === 't');
  }

  text(piece: string): void {
    if (!this.#taking) return;
    this.#stored += piece;
    if (this.#stored.length > bounds.cellText)
      throw broken(`a cell of more than ${bounds.cellText} characters in row ${this.#line}`);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#taking = false;
    else if (name === 'rPh') this.#aid -= 1;
    else if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#row !== undefined) {
      this.rows.push(this.#row);
      this.#row = undefined;
    }
  }

  #beginRow({ r, hidden, ht }: Attributes): void {
    const line = r === undefined ? this.#line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.#line) throw broken(`a row after row ${this.#line}`);
    this.#line = line;
    this.#column = -1;
    this.#length = 0;
    this.#row = { line, hidden: isOn(hidden) || (ht !== undefined && Number(ht) === 0), cells: [], flaws: [] };
  }

  #beginCell(attributes: Attributes): void {
    const place = attributes['r'];
    const column = place === undefined ? this.#column + 1 : placeOf(place)?.column;
    if (this.#row === undefined || column === undefined || column <= this.#column)
      throw broken(`a cell out of place in row ${this.#line}`);
    [this.#cell, this.#column, this.#stored, this.#formula] = [attributes, column, '', false];
  }

  #endCell(): void {
    const [cell, row, column] = [this.#cell, this.#row, this.#column];
    this.#cell = undefined;
    if (cell === undefined || row === undefined) return;
    const flaw = this.#flaw(cell);
    if (this.#stored === '' && flaw === undefined) return;
    if (column >= bounds.columns) throw overBound('columns');
    const text = this.#stored === '' ? '' : this.#text(cell);
    this.#length += text.length;
    if (this.#length > bounds.rowText) throw overBound('rowText');
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
    if (flaw !== undefined) row.flaws.push({ column, reason: flaw });
  }

  #text({ t: type = 'n', s: style }: Attributes): string {
    const stored = this.#stored;
    switch (type) {
      case 's':
        return this.strings.get(stored);
      case 'n':
        return numberText(stored, this.#form(style), this.workbook.from1904);
      case 'b':
        return stored === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return stored.slice(0, 10);
      default:
        return unescaped(stored);
    }
  }

  #flaw({ t: type = 'n', s: style }: Attributes): Flaw['reason'] | undefined {
    if (this.#formula && this.#stored === '' && type !== 'str') return 'formula-not-saved';
    return type === 'n' && this.#stored !== '' ? numberFlaw(this.#stored, this.#form(style)) : undefined;
  }

  #form(style: string | undefined): Form {
    return this.workbook.forms[Number(style ?? 0)] ?? 'plain';
  }

  #noteHidden({ min, max, hidden, width }: Attributes): void {
    if (!isOn(hidden) && !(width !== undefined && Number(width) === 0)) return;
    for (let column = Number(min); column <= Math.min(Number(max), bounds.columns); column += 1)
      this.hiddenColumns.push(column - 1);
  }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';
