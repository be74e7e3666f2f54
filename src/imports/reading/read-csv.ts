import { TextDecoder } from 'node:util';
import { CsvError, parse, type Parser } from 'csv-parse';
import { bounds } from '../bounds.js';
import { FileFault, overBound } from './file-fault.js';
import { isBlank, type Row } from './row.js';
import { contentOf, type Source } from './source.js';
import { type Encoding, encodingOf, markOf } from './text-encoding.js';

interface Read {
  readonly cells: string[];
  readonly line: number;
  readonly textLine: number;
}

/**
 * Yields the rows of a CSV file that hold something, in constant memory. A quote inside an unquoted field is part of
 * it, as spreadsheets show it. What was read before a fault is yielded before it is thrown. `onBytes` is given how many
 * bytes were read. `guess` decides between encodings that the bytes alone do not distinguish.
 * @throws FileFault
 */
export async function* readCsv(
  source: Source,
  onBytes: (bytes: number) => void = () => undefined,
  guess?: (beginning: string) => boolean,
): AsyncGenerator<Row> {
  const encoding = await encodingOf(source, guess);
  const { delimiter, skipped } = await beginningOf(source, encoding);
  const read: Read[] = [];
  const parser = parserInto(read, delimiter);
  let width = 0;
  let last: Read | undefined;
  try {
    for await (const { cells, line, textLine } of rowsOf(source, encoding, parser, read, onBytes)) {
      if (line > bounds.rows) throw overBound('rows');
      if (line <= skipped || cells.every(isBlank)) continue;
      width = Math.max(width, cells.length);
      // The last row waits: a file that breaks off ends in the midst of it.
      if (last !== undefined) yield rowOf(last);
      last = { cells, line, textLine };
    }
    if (last === undefined) return;
    const { cells, textLine: line } = last;
    if (cells.length < width && !(await endsLine(source, encoding))) throw new FileFault('broken-end', { line });
    const final = last;
    last = undefined;
    yield rowOf(final);
  } catch (error) {
    const isCut = error instanceof FileFault && error.reason === 'broken-end' && error.facts['line'] === last?.textLine;
    if (last !== undefined && !isCut) yield rowOf(last);
    throw error;
  } finally {
    parser.destroy();
  }
}

const rowOf = ({ cells, line, textLine }: Read): Row => {
  if (cells.length > bounds.columns) throw overBound('columns');
  // The parser's own bound, which keeps memory small, lets a few characters more pass.
  if (cells.reduce((sum, cell) => sum + cell.length, 0) > bounds.rowText) throw overBound('rowText');
  return { line, textLine, cells: cells.map(shown), flaws: [], hidden: false };
};

/**
 * `="007"` is how exports keep a spreadsheet from reading a number, and `'+86` how ours keep it from reading a formula.
 */
const shown = (cell: string): string => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell.replace(/^'(?=[=+\-@\t\r])/, '');

/** Rows go past the stream's own buffer, which a fault would empty. */
const parserInto = (read: Read[], delimiter: string): Parser => {
  let [line, textLine] = [0, 1];
  return parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: bounds.rowText,
    on_record: (cells: string[]) => {
      read.push({ cells, line: (line += 1), textLine });
      textLine += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      return null;
    },
  });
};

async function* rowsOf(
  source: Source,
  encoding: Encoding,
  parser: Parser,
  read: Read[],
  onBytes: (bytes: number) => void,
): AsyncGenerator<Read> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let [bytes, textLine] = [0, 0];
  let fault: unknown;
  parser.on('error', (error) => (fault ??= error));
  parser.resume();
  const taken = function* (): Generator<Read> {
    for (const row of read.splice(0)) {
      textLine = row.textLine;
      yield row;
    }
  };
  for await (const chunk of contentOf(source) as AsyncIterable<Buffer>) {
    const text = decoded(decoder, chunk, bytes);
    bytes += chunk.length;
    onBytes(bytes);
    if (fault === undefined) await new Promise<void>((resolve) => parser.write(text, () => resolve()));
    yield* taken();
    if (fault !== undefined) throw asFileFault(fault, textLine);
  }
  let rest = '';
  let cut = false;
  try {
    rest = decoder.decode();
  } catch {
    cut = true;
  }
  await new Promise<void>((resolve) => {
    parser.once('end', resolve).once('error', () => resolve());
    parser.end(rest);
  });
  yield* taken();
  if (cut) throw new FileFault('broken-end', { line: textLine });
  if (fault !== undefined) throw asFileFault(fault, textLine);
}

const decoded = (decoder: TextDecoder, chunk: Buffer, offset: number): string => {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw new FileFault('not-text', { offset });
  }
};

const endsLine = async (source: Source, encoding: Encoding): Promise<boolean> => {
  const bytes: Buffer[] = [];
  for await (const chunk of contentOf(source, Math.max(0, source.size - 4), source.size)) bytes.push(chunk as Buffer);
  return /[\r\n]$/.test(new TextDecoder(encoding).decode(Buffer.concat(bytes).subarray(source.size % 2)));
};

/**
 * Comma, tab or semicolon: what a first line such as `sep=;` names, else whichever occurs most in the first lines.
 * `skipped` is the number of rows before the table.
 */
const beginningOf = async (
  source: Source,
  encoding: Encoding,
): Promise<{ readonly delimiter: string; readonly skipped: number }> => {
  for await (const chunk of contentOf(source, 0, 65_536) as AsyncIterable<Buffer>) {
    const text = new TextDecoder(encoding).decode(chunk.subarray(markOf(chunk)?.bytes ?? 0));
    const named = /^"?sep=(.)"?\s*(?:\r?\n|\r|$)/i.exec(text)?.[1];
    if (named !== undefined) return { delimiter: named, skipped: 1 };
    const count = (mark: string) =>
      text.split(/\r?\n|\r/, bounds.headingRows).reduce((most, line) => Math.max(most, line.split(mark).length - 1), 0);
    return {
      delimiter: [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best)),
      skipped: 0,
    };
  }
  return { delimiter: ',', skipped: 0 };
};

/** The library names its errors anew from time to time: they are known by their class. */
const asFileFault = (error: unknown, textLine: number): unknown => {
  if (!(error instanceof CsvError)) return error;
  const line = textLine + 1;
  const code = String(error.code);
  if (/RECORD_SIZE/.test(code)) return new FileFault('over-bound', { bound: 'rowText', limit: bounds.rowText, line });
  if (/QUOTE_NOT_CLOSED/.test(code)) return new FileFault('broken-end', { line });
  return new FileFault('not-csv', { what: code.slice(0, 60), line });
};
