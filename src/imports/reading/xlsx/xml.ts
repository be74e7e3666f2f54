import sax from 'sax';
import { bounds } from '../../bounds.js';
import { broken } from './archive.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is read out of an XML part: names come without their prefix. */
export interface Reader {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Feeds a part to a reader, piece by piece, giving the caller a turn after each. There is no document type in a
 * workbook: one that has it is refused, and with it every entity of its own. Faults name the part and the place, never
 * the parser's message, which holds text of the file.
 * @throws FileFault where it is not well-formed
 */
export async function* readXml(part: string, pieces: AsyncIterable<string>, reader: Reader): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false, strictEntities: true } as sax.SAXOptions);
  let [since, read, depth] = [0, 0, 0];
  parser.onerror = () => {
    throw broken(`${part}: no well-formed XML after character ${read}`);
  };
  parser.ondoctype = () => {
    throw broken(`${part}: a document type`);
  };
  parser.onopentag = ({ name, attributes }) => {
    since = 0;
    depth += 1;
    if (depth > bounds.depth) throw broken(`${part}: more than ${bounds.depth} elements within each other`);
    reader.open?.(local(name), attributes as Attributes);
  };
  parser.onclosetag = (name) => {
    since = 0;
    depth -= 1;
    reader.close?.(local(name));
  };
  if (reader.text !== undefined) {
    parser.ontext = (text) => reader.text!(text);
    parser.oncdata = (text) => reader.text!(text);
  }
  for await (const piece of pieces) {
    since += piece.length;
    parser.write(piece);
    read += piece.length;
    if (since > bounds.untagged) throw broken(`${part}: more than ${bounds.untagged} characters in one place`);
    yield;
  }
  if (read === 0) throw broken(`${part} is empty`);
  parser.close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
