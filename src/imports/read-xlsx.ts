import { Archive, broken } from './xlsx/archive.js';
import { columnOf, type Form, numberText, unescaped } from './xlsx/cells.js';
import { SharedStrings } from './xlsx/strings.js';
import { readWorkbook, type Workbook } from './xlsx/workbook.js';
import { type Attributes, type Reader, readXml } from './xlsx/xml.js';

/**
 * Yields the rows of a workbook's first visible sheet, the heading first, in constant memory: cells as they are shown,
 * dates as `2024-03-01`, formulas by the value that was saved with them. Empty rows are left out; every row is as
 * wide as
 * the heading, or wider where cells beyond it say something. `onBytes` is told how much of the sheet was read, as a
 * share of `size`.
 * @throws FileFault
 */
export async function* readXlsx(
  file: string,
  size: number,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly string[]> {
  const archive = await Archive.open(file);
  let strings: SharedStrings | undefined;
  try {
    const workbook = await readWorkbook(archive);
    strings = await SharedStrings.read(archive, workbook.strings);
    const reader = new RowReader(workbook, strings);
    const of = Math.max(1, archive.sizeOf(workbook.sheet));
    const pieces = archive.text(workbook.sheet, (bytes) => onBytes(Math.min(size, Math.floor((bytes / of) * size))));
    let width = 0;
    for await (const _ of readXml(workbook.sheet, pieces, reader)) {
      for (const row of reader.rows.splice(0)) {
        while (row.length > width && row.at(-1) === '') row.pop();
        if (row.length === 0) continue;
        if (width === 0) width = row.length;
        while (row.length < width) row.push('');
        yield row;
      }
    }
  } finally {
    strings?.close();
    archive.close();
  }
}

/** Takes the cells of a sheet into rows. */
class RowReader implements Reader {
  readonly rows: string[][] = [];
  #row: string[] | undefined;
  #cell: Attributes | undefined;
  #column = -1;
  #stored = '';
  #taking = false;
  #aid = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: SharedStrings,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'row') [this.#row, this.#column] = [[], -1];
    else if (name === 'c') this.#begin(attributes);
    else if (name === 'rPh') this.#aid += 1;
    this.#taking = this.#cell !== undefined && this.#aid === 0 && (name === 'v' || name === 't');
  }

  text(piece: string): void {
    if (this.#taking) this.#stored += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#taking = false;
    else if (name === 'rPh') this.#aid -= 1;
    else if (name === 'c') this.#end();
    else if (name === 'row' && this.#row !== undefined) {
      this.rows.push(this.#row);
      this.#row = undefined;
    }
  }

  #begin(attributes: Attributes): void {
    const place = attributes['r'];
    const column = place === undefined ? this.#column + 1 : columnOf(place);
    if (this.#row === undefined || column === undefined || column <= this.#column)
      throw broken(`a cell at ${(place ?? 'no place').slice(0, 20)}`);
    [this.#cell, this.#column, this.#stored] = [attributes, column, ''];
  }

  #end(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined || this.#row === undefined || this.#stored === '') return;
    const text = this.#text(cell);
    while (this.#row.length < this.#column) this.#row.push('');
    this.#row[this.#column] = text;
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

  #form(style: string | undefined): Form {
    return this.workbook.forms[Number(style ?? 0)] ?? 'plain';
  }
}
