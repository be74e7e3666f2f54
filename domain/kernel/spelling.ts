/**
 * Characters that take no space on a page: default-ignorable ones, other format characters, and the blank Braille
 * cell.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

/** Whatever begins a new line somewhere, and what reverses the order of the letters after it. */
const lineBreak = /[\t\n\v\f\r\u0085\u2028\u2029]/u;
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The visible text: without invisible characters. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** C1: a number or code as it is stored: its visible characters, single spaces inside, none around. */
export const readCode = (text: string): string =>
  withoutInvisible(text)
    .replace(/\p{Zs}+/gu, ' ')
    .trim();

/** C1: one spelling of a number or code. Width, case, spaces around and invisible characters make no other number. */
export const codeKey = (text: string): string => withoutInvisible(text).normalize('NFKC').trim().toUpperCase();

/** One line that reads in the order it is written in: no line break, no tab, nothing that reorders what follows. */
export const isOneLine = (text: string): boolean => !lineBreak.test(text) && !reordering.test(text);

/** The same text as one line: each break is a space, what reorders is left out. */
export const asOneLine = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
