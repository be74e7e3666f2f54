import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that no XML may hold (XML 1.0, 2.2): controls, and halves of surrogate pairs. */
const unwritable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Characters of a cell that a spreadsheet reads. */
const longestCell = 32_767;

const escaped = (text: string): string =>
  text
    .slice(0, longestCell)
    .replace(unwritable, '')
    .replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);

interface Shape {
  /** The name of the one sheet: letters alone. */
  readonly sheet: string;
  readonly columns: number;
}

/**
 * A workbook of one sheet, row after row. All columns are text (format 49), so that a spreadsheet leaves long numbers,
 * versions and dates as they are typed, and takes none for a formula.
 */
export const workbookOf = (
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  { sheet, columns }: Shape,
): Readable => {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  const zip = new ZipFile();
  const mtime = new Date('2026-01-01T00:00:00Z');
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(head + text), name, { mtime });
  const content = Readable.from(sheetOf(rows, columns), { objectMode: false });
  const answer = zip.outputStream as Readable;
  // A fault while rows are read ends the file: nobody takes half of it for the whole.
  content.once('error', (error) => answer.destroy(error));
  zip.addReadStream(content, 'xl/worksheets/sheet1.xml', { mtime });
  zip.end();
  return answer;
};

async function* sheetOf(
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  columns: number,
): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><cols><col min="1" max="${columns}" width="18" style="1" customWidth="1"/></cols><sheetData>`;
  let line = 0;
  for await (const cells of rows) {
    line += 1;
    const written = cells.map(
      (text) => `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
    );
    yield `<row r="${line}">${written.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}
