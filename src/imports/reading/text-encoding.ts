import { TextDecoder } from 'node:util';
import { FileFault } from './file-fault.js';
import { contentOf, type Source } from './source.js';

export type Encoding = 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

const marks: readonly { readonly encoding: Encoding; readonly begins: readonly number[] }[] = [
  { encoding: 'utf-8', begins: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', begins: [0xff, 0xfe] },
  { encoding: 'utf-16be', begins: [0xfe, 0xff] },
];

/** The mark at the beginning of a text, and how many bytes it takes. */
export const markOf = (chunk: Uint8Array): { readonly encoding: Encoding; readonly bytes: number } | undefined => {
  const mark = marks.find(({ begins }) => begins.every((byte, index) => chunk[index] === byte));
  return mark && { encoding: mark.encoding, bytes: mark.begins.length };
};

/**
 * The encoding of the mark at the beginning; UTF-8 where every byte of the file is UTF-8, but for a last character that
 * is cut; else GB18030 or Big5. The whole file is looked at, in constant memory: an export may be plain ASCII for its
 * first thousand records. The bytes of GB18030 and Big5 overlap: `guess` is asked which of them makes sense.
 */
export const encodingOf = async (
  source: Source,
  guess: (beginning: string) => boolean = () => false,
): Promise<Encoding> => {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of contentOf(source) as AsyncIterable<Buffer>) {
      const mark = first ? markOf(chunk) : undefined;
      if (mark !== undefined && mark.encoding !== 'utf-8') return mark.encoding;
      first = false;
      utf8.decode(chunk, { stream: true });
    }
    return 'utf-8';
  } catch (error) {
    if (error instanceof FileFault || (error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw error;
    return chineseOf(source, guess);
  }
};

const chineseOf = async (source: Source, guess: (beginning: string) => boolean): Promise<Encoding> => {
  for await (const chunk of contentOf(source, 0, 65_536) as AsyncIterable<Buffer>)
    return (
      (['gb18030', 'big5'] as const).find((encoding) => guess(new TextDecoder(encoding).decode(chunk))) ?? 'gb18030'
    );
  return 'gb18030';
};
