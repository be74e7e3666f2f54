import { SaxesParser } from 'saxes';
import { broken } from './archive.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is read out of an XML part: names come without their prefix. */
export interface Reader {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** No cell holds more than 32,767 characters; what goes on for longer without a mark is no workbook. */
const longest = 2 ** 20;

/**
 * Feeds a part to a reader, piece by piece, giving the caller a turn after each. There is no document type in a
 * workbook: one that has it is refused, and with it every entity of its own.
 * @throws FileFault where it is not well-formed
 */
export async function* readXml(part: string, pieces: AsyncIterable<string>, reader: Reader): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let since = 0;
  const marked =
    <T extends unknown[]>(then: (...said: T) => void) =>
    (...said: T) => {
      since = 0;
      then(...said);
    };
  parser.on('error', (error) => {
    throw broken(`${part}: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw broken(`${part}: a document type`);
  });
  parser.on(
    'opentag',
    marked(({ name, attributes }) => reader.open?.(local(name), attributes as Attributes)),
  );
  parser.on(
    'closetag',
    marked(({ name }) => reader.close?.(local(name))),
  );
  if (reader.text !== undefined) {
    parser.on('text', (text) => reader.text!(text));
    parser.on('cdata', (text) => reader.text!(text));
  }
  for await (const piece of pieces) {
    since += piece.length;
    parser.write(piece);
    if (since > longest) throw broken(`${part}: more than ${longest} characters in one place`);
    yield;
  }
  parser.close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
