import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

const escaped = (text: string, upper: boolean): string =>
  [...Array(text.length).keys()]
    .map(
      (index) =>
        `\\u${(upper ? text.charCodeAt(index).toString(16).toUpperCase() : text.charCodeAt(index).toString(16)).padStart(4, '0')}`,
    )
    .join('');
const nonAsciiEscaped = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, (unit) => escaped(unit, false));

/**
 * Base64 of the bytes wherever they lie in what was encoded: the characters at the edges belong to the neighbours
 * too.
 */
const inBase64 = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(offset === 0 ? 0 : offset + 1, (bytes.length + offset) % 3 === 0 ? undefined : -1);
  });

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/** Every form in which a text may lie in a file. */
export function formsOf(text: string): readonly Needle[] {
  const spellings = new Set([
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    text.normalize('NFKC'),
    text.normalize('NFD'),
    text.replaceAll(/\s/g, ''),
    text.replaceAll(/[^\p{L}\p{N}]/gu, ''),
  ]);
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length >= 8) [digits, digits.slice(-11), digits.slice(-8)].forEach((each) => spellings.add(each));
  return [...spellings].flatMap((spelling) => {
    const utf8 = Buffer.from(spelling);
    const texts = [
      escaped(spelling, false),
      escaped(spelling, true),
      nonAsciiEscaped(spelling),
      encodeURIComponent(spelling),
      utf8.toString('hex'),
      utf8.toString('hex').toUpperCase(),
      ...inBase64(utf8),
      ...inBase64(utf8).map((each) => each.replaceAll('+', '-').replaceAll('/', '_')),
    ];
    const utf16 = Buffer.from(spelling, 'utf16le');
    return [utf8, utf16, swapped(utf16), ...texts.map((each) => Buffer.from(each))].map((bytes) => ({
      what: `${spelling} as ${bytes.subarray(0, 60).toString('latin1')}`,
      bytes,
    }));
  });
}

export const keyForms = (what: string, key: Buffer): readonly Needle[] =>
  [key, Buffer.from(key.toString('hex')), ...inBase64(key).map((each) => Buffer.from(each))].map((bytes) => ({
    what,
    bytes,
  }));

/** Where any of the needles lies: `file: what`. Every byte of every file of the folder is looked at. */
export function findIn(folder: string, needles: readonly Needle[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      return needles
        .filter((needle) => bytes.includes(needle.bytes))
        .map(({ what }) => `${file.slice(folder.length + 1)}: ${what}`);
    });
}
