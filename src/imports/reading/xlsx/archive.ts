import { once } from 'node:events';
import { TextDecoder } from 'node:util';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { bounds } from '../../bounds.js';
import { FileFault, overBound } from '../file-fault.js';
import { ContentReader, type Source } from '../source.js';

/** The parts of a workbook: a zip, read by its directory, each part as a stream of text. */
export class Archive {
  /** Bytes inflated so far, of all parts. */
  #inflated = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws FileFault where the file is no zip, or a broken one */
  static async open(source: Source): Promise<Archive> {
    const zip = await fromRandomAccessReaderPromise(new ContentReader(source), source.size, {
      lazyEntries: true,
      autoClose: false,
    }).catch(() => {
      throw broken('no directory of a zip at its end');
    });
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
      if (entries.size > bounds.parts) zip.emit('error', overBound('parts'));
      else zip.readEntry();
    });
    zip.readEntry();
    try {
      await once(zip, 'end');
    } catch (error) {
      zip.close();
      throw error instanceof FileFault ? error : broken('a directory that does not fit its zip');
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
   * The text of a part in pieces; nothing where there is no such part. `onBytes` receives how many bytes of it were
   * read.
   */
  async *text(part: string, onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<string> {
    const entry = this.entries.get(part.toLowerCase());
    if (entry === undefined) return;
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (entry.uncompressedSize > bounds.ratioFrom && ratio > bounds.ratio) throw overBound('ratio');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let read = 0;
    try {
      for await (const chunk of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        read += chunk.length;
        this.#inflated += chunk.length;
        if (this.#inflated > bounds.inflated) throw overBound('inflated');
        onBytes(read);
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof FileFault ? error : broken(`${part} after ${read} bytes`);
    }
  }

  close(): void {
    this.zip.close();
  }
}

export const broken = (what: string): FileFault => new FileFault('broken-workbook', { what });
