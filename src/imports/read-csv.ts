import { TextDecoder } from 'node:util';
import { createReadStream, type ReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { FileFault } from './file-fault.js';

export type Encoding = 'utf-8' | 'gb18030';

/**
 * UTF-8 where every byte of the file is UTF-8, else GB18030. The whole file is looked at, in constant memory: an
 * export may be plain ASCII for its first thousand records.
 */
export const encodingOf = async (file: string): Promise<Encoding> => {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      if (first && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)))
        throw new FileFault('utf-16');
      first = false;
      utf8.decode(chunk, { stream: true });
    }
    utf8.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof FileFault || (error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw error;
    return 'gb18030';
  }
};

/** Yields the rows of a CSV file, the heading first, in constant memory. `onBytes` is told how many bytes were read. */
export async function* readCsv(
  file: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly string[]> {
  const encoding = await encodingOf(file);
  const parser = parse({
    delimiter: await delimiterOf(file, encoding),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const feeding = feed(createReadStream(file), encoding, parser, onBytes);
  try {
    for await (const row of parser as AsyncIterable<string[]>) yield row;
    await feeding;
  } catch (error) {
    await feeding.catch(() => undefined);
    throw asFileFault(error);
  } finally {
    parser.destroy();
  }
}

const feed = async (
  bytes: ReadStream,
  encoding: Encoding,
  parser: ReturnType<typeof parse>,
  onBytes: (bytes: number) => void,
) => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let read = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const text = decode(decoder, chunk, read);
      read += chunk.length;
      onBytes(read);
      if (parser.destroyed) return;
      if (!parser.write(text)) await drained(parser);
    }
    parser.end(decode(decoder, undefined, read));
  } catch (error) {
    parser.destroy(error as Error);
    throw error;
  }
};

/** Also where the reader has gone: nobody would drain it any more. */
const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done).off('close', done);
      resolve();
    };
    parser.on('drain', done).on('close', done);
  });

const decode = (decoder: TextDecoder, chunk: Buffer | undefined, offset: number): string => {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new FileFault('not-text', { offset });
  }
};

/** Comma, tab or semicolon: whichever the heading holds most of. */
const delimiterOf = async (file: string, encoding: Encoding): Promise<string> => {
  for await (const chunk of createReadStream(file, { end: 65_535 }) as AsyncIterable<Buffer>) {
    const [heading = ''] = new TextDecoder(encoding).decode(chunk).split(/\r?\n/, 1);
    const count = (mark: string) => heading.split(mark).length - 1;
    return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  }
  return ',';
};

const asFileFault = (error: unknown): unknown => {
  if (error instanceof Error && /^CSV_/.test((error as { code?: string }).code ?? ''))
    return new FileFault('not-csv', { what: error.message });
  return error;
};
