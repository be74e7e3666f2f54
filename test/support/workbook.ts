import { zipOf } from './zip.js';

const relations = (...listed: readonly string[]) =>
  `<Relationships>${listed
    .map((relation, index) => {
      const [type, target] = relation.split('=');
      return `<Relationship Id="r${index}" Type="http://x/${type}" Target="${target}"/>`;
    })
    .join('')}</Relationships>`;

export interface Parts {
  /** `<cols>` and the like, before the rows. */
  readonly before?: string;
  /** `<mergeCells>` and the like, behind the rows. */
  readonly behind?: string;
  /** Format codes; the first belongs to style 1. */
  readonly formats?: readonly string[];
  readonly sheets?: string;
}

/** A workbook of one sheet with these rows, as the XML of their elements. */
export const workbookOf = (rows: string, { before = '', behind = '', formats = [], sheets }: Parts = {}): Buffer =>
  zipOf({
    '_rels/.rels': relations('officeDocument=xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets ?? '<sheet name="客户" r:id="r0"/>'}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations('worksheet=worksheets/sheet1.xml', 'styles=styles.xml'),
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, index) => `<numFmt numFmtId="${index + 200}" formatCode="${escaped(code)}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((_, index) => `<xf numFmtId="${index + 200}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`,
  });

const escaped = (text: string): string => text.replace(/[&<"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

const letters = (column: number): string => String.fromCharCode(65 + column);

/** A cell with text; a number in braces is the XML of a cell of its own. */
export const rowOf = (
  line: number,
  cells: readonly (string | { readonly v: string; readonly s?: number })[],
  attributes = '',
): string =>
  `<row r="${line}" ${attributes}>${cells
    .map((cell, column) => {
      const at = `${letters(column)}${line}`;
      if (typeof cell !== 'string') return `<c r="${at}" s="${cell.s ?? 0}"><v>${cell.v}</v></c>`;
      return cell === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    })
    .join('')}</row>`;
