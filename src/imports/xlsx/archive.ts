import { once } from 'node:events';
import { TextDecoder } from 'node:util';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileFault } from '../file-fault.js';

/** Parts a workbook may have, and what one of them may come to when it is inflated: a zip can be a bomb. */
const mostParts = 10_000;
const largestPart = 16 * 2 ** 30;

/** The parts of a workbook: a zip, read by its directory, each part as a stream of text. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws FileFault where the file is no zip, or a broken one */
  static async open(file: string): Promise<Archive> {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
      throw broken(error.message);
    });
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
      if (entries.size > mostParts) zip.emit('error', new Error(`more than ${mostParts} parts`));
      else zip.readEntry();
    });
    zip.readEntry();
    try {
      await once(zip, 'end');
    } catch (error) {
      zip.close();
      throw broken((error as Error).message);
    }
    return new Archive(zip, entries);
  }

  has(part: string): boolean {
    return this.entries.has(part.toLowerCase());
  }

  /** How many bytes the part holds. */
  sizeOf(part: string): number {
    return this.entries.get(part.toLowerCase())?.uncompressedSize ?? 0;
  }

  /**
   * The text of a part in pieces; nothing where there is no such part. `onBytes` is told how many bytes of it were
   * read.
   */
  async *text(part: string, onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<string> {
    const entry = this.entries.get(part.toLowerCase());
    if (entry === undefined) return;
    if (entry.uncompressedSize > largestPart) throw broken(`${part} is larger than ${largestPart / 2 ** 30} GiB`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let read = 0;
    try {
      for await (const chunk of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        read += chunk.length;
        onBytes(read);
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof FileFault ? error : broken(`${part}: ${(error as Error).message}`);
    }
  }

  close(): void {
    this.zip.close();
  }
}

export const broken = (what: string): FileFault => new FileFault('broken-workbook', { what });
