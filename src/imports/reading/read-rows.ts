import { FileFault } from './file-fault.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import type { Row } from './row.js';
import { contentOf, type Source } from './source.js';

const kinds: readonly (readonly [name: string, begins: readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GZIP', [0x1f, 0x8b]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
];

/**
 * The rows of an export, by what the file holds and not by its name: an XLSX workbook, else CSV. `onBytes` is given how
 * much of the file was read, in bytes. @throws FileFault that names the kind of file and the way out
 */
export async function* readRows(
  source: Source,
  onBytes?: (bytes: number) => void,
  guess?: (beginning: string) => boolean,
): AsyncGenerator<Row> {
  const beginning: Buffer[] = [];
  for await (const chunk of contentOf(source, 0, 8)) beginning.push(chunk as Buffer);
  const bytes = Buffer.concat(beginning);
  const begins = (...expected: readonly number[]) => expected.every((byte, index) => bytes[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new FileFault('old-workbook');
  const kind = kinds.find(([, first]) => begins(...first));
  if (kind !== undefined) throw new FileFault('other-kind', { what: kind[0] });
  yield* begins(0x50, 0x4b) ? readXlsx(source, onBytes) : readCsv(source, onBytes, guess);
}
