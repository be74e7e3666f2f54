import { bounds } from '../../bounds.js';
import { FileFault, overBound } from '../file-fault.js';
import type { Archive } from './archive.js';
import { broken } from './archive.js';
import { type Form, formOf } from './cells.js';
import { type Attributes, type Reader, readXml } from './xml.js';

export interface Workbook {
  /** The part of the first visible sheet. */
  readonly sheet: string;
  readonly sheetName: string;
  /** Names of the sheets that are not read, the hidden ones included. */
  readonly otherSheets: readonly string[];
  readonly strings: string | undefined;
  /** Of each cell style, in the order of the styles. */
  readonly forms: readonly Form[];
  readonly from1904: boolean;
}

interface Relation {
  readonly id: string;
  /** The last word of its type, which is the same in both editions of the standard. */
  readonly type: string;
  readonly part: string;
}

/** Finds what an import needs. @throws FileFault where the file is another kind of document */
export const readWorkbook = async (archive: Archive): Promise<Workbook> => {
  const root = (await relationsOf(archive, '')).find(({ type }) => type === 'officeDocument')?.part;
  if (root === undefined || !/\.xml$/i.test(root))
    throw new FileFault('other-kind', { what: await kindOf(archive, root) });
  const sheets: Attributes[] = [];
  let from1904 = false;
  let isWorkbook = false;
  await readPart(archive, root, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'sheet' && sheets.push(attributes) > bounds.sheets) throw overBound('sheets');
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '');
    },
  });
  if (!isWorkbook) throw new FileFault('other-kind', { what: await kindOf(archive, root) });
  const relations = await relationsOf(archive, root);
  const visible = sheets
    .filter(({ state }) => state === undefined || state === 'visible')
    .map((sheet) => ({ sheet, relation: relations.find(({ id }) => id === idOf(sheet)) }));
  const first = visible.find(({ relation }) => relation?.type === 'worksheet');
  const sheet = first?.relation?.part;
  if (first === undefined || sheet === undefined) throw new FileFault('no-sheet');
  if (!archive.has(sheet)) throw broken(`${sheet} is missing`);
  const partOf = (kind: string) => relations.find(({ type }) => type === kind)?.part;
  return {
    sheet,
    sheetName: first.sheet['name'] ?? '',
    otherSheets: sheets.filter((other) => other !== first.sheet).map(({ name = '' }) => name.slice(0, 31)),
    strings: partOf('sharedStrings'),
    forms: await formsOf(archive, partOf('styles')),
    from1904,
  };
};

/** `r:id`, whatever the prefix is called. */
const idOf = (sheet: Attributes): string | undefined =>
  Object.entries(sheet).find(([name]) => name.endsWith(':id'))?.[1];

const relationsOf = async (archive: Archive, part: string): Promise<readonly Relation[]> => {
  const at = part.lastIndexOf('/') + 1;
  const [folder, name] = [part.slice(0, at), part.slice(at)];
  const relations: Relation[] = [];
  const listed = `${folder}_rels/${name}.rels`;
  if (!archive.has(listed)) return relations;
  await readPart(archive, listed, {
    open(tag, { Id = '', Type = '', Target = '', TargetMode }) {
      if (tag === 'Relationship' && TargetMode !== 'External')
        relations.push({
          id: Id,
          type: Type.slice(Type.lastIndexOf('/') + 1),
          part: new URL(Target, `zip:/${folder}`).pathname.slice(1),
        });
    },
  });
  return relations;
};

const formsOf = async (archive: Archive, styles: string | undefined): Promise<readonly Form[]> => {
  const codes = new Map<number, string>();
  const forms: Form[] = [];
  let within = false;
  if (styles === undefined) return forms;
  await readPart(archive, styles, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (codes.size > bounds.formats) throw overBound('formats');
      if (name === 'cellXfs') within = true;
      const number = Number(attributes['numFmtId'] ?? 0);
      if (name === 'xf' && within && forms.push(formOf(number, codes.get(number))) > bounds.styles)
        throw overBound('styles');
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  });
  return forms;
};

const readPart = async (archive: Archive, part: string, reader: Reader): Promise<void> => {
  for await (const _ of readXml(part, archive.text(part), reader));
};

const kindOf = async (archive: Archive, root: string | undefined): Promise<string> => {
  if (root?.endsWith('.bin')) return 'XLSB';
  if (archive.has('mimetype')) return 'ODS';
  if (archive.has('word/document.xml')) return 'DOCX';
  return 'ZIP';
};
