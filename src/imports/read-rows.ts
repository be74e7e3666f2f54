import { open } from 'node:fs/promises';
import { FileFault } from './file-fault.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';

const kinds: readonly (readonly [name: string, begins: readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GZIP', [0x1f, 0x8b]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
];

/**
 * The rows of an export, by what the file holds and not by its name: an XLSX workbook, else CSV. `onBytes` is told how
 * much of the file was read, in bytes. @throws FileFault that names the kind of file and the way out
 */
export async function* readRows(file: string, onBytes?: (bytes: number) => void): AsyncGenerator<readonly string[]> {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
  const { size } = await handle.stat();
  await handle.close();
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => buffer[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new FileFault('old-workbook');
  const kind = kinds.find(([, bytes]) => begins(...bytes));
  if (kind !== undefined) throw new FileFault('other-kind', { what: kind[0] });
  yield* begins(0x50, 0x4b) ? readXlsx(file, size, onBytes) : readCsv(file, onBytes);
}
