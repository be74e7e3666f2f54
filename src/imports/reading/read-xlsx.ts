import { bounds } from '../bounds.js';
import { overBound } from './file-fault.js';
import { type Flaw, isBlank, type Row } from './row.js';
import type { Source } from './source.js';
import { Archive } from './xlsx/archive.js';
import { Merges } from './xlsx/merges.js';
import { RowReader } from './xlsx/row-reader.js';
import { SharedStrings } from './xlsx/strings.js';
import { readWorkbook } from './xlsx/workbook.js';
import { readXml } from './xlsx/xml.js';

/**
 * Yields the rows of a workbook's first visible sheet that hold something, in constant memory: cells as they are shown,
 * dates as `2024-03-01`, formulas by the value that was saved with them, merged cells in every row that they cover.
 * `onBytes` is given how much of the sheet was read, as a share of the file's size.
 * @throws FileFault
 */
export async function* readXlsx(
  source: Source,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Row> {
  const archive = await Archive.open(source);
  let strings: SharedStrings | undefined;
  try {
    const workbook = await readWorkbook(archive);
    strings = await SharedStrings.read(archive, workbook.strings);
    const merges = await mergesOf(archive, workbook.sheet);
    const reader = new RowReader(workbook, strings);
    const of = Math.max(1, archive.sizeOf(workbook.sheet));
    const share = (bytes: number) => onBytes(Math.min(source.size, Math.floor((bytes / of) * source.size)));
    let first = true;
    let width = 0;
    for await (const _ of readXml(workbook.sheet, archive.text(workbook.sheet, share), reader)) {
      for (const { line, cells, flaws, hidden } of reader.rows.splice(0)) {
        if (line > bounds.rows) throw overBound('rows');
        const own: Flaw[] = [...flaws];
        if (flaws.length === 0 && cells.every(isBlank)) continue;
        merges.fill(line, cells, own);
        width = Math.max(width, cells.length);
        while (cells.length < width) cells.push('');
        const { sheetName: sheet, otherSheets } = workbook;
        const facts = { sheet, otherSheets, hiddenColumns: reader.hiddenColumns };
        yield first ? { line, cells, flaws: own, hidden, facts } : { line, cells, flaws: own, hidden };
        first = false;
      }
    }
  } finally {
    strings?.close();
    archive.close();
  }
}

/** The ranges are listed after the cells. The part is read twice only where the word occurs in it. */
const mergesOf = async (archive: Archive, sheet: string): Promise<Merges> => {
  const merges = new Merges();
  const word = 'mergeCell';
  let [tail, found] = ['', false];
  for await (const piece of archive.text(sheet)) {
    found ||= (tail + piece).includes(word);
    tail = piece.slice(-word.length);
    if (found) break;
  }
  if (!found) return merges;
  const reader = {
    open(name: string, { ref = '' }: Readonly<Record<string, string>>) {
      if (name === word) merges.add(ref);
    },
  };
  for await (const _ of readXml(sheet, archive.text(sheet), reader));
  return merges;
};
