import { addDays, type Day } from '../../../domain/kernel/civil.js';

/** How a number is shown, as far as it changes what is read. */
export type Form = 'date' | 'plain' | { readonly whole: number; readonly decimals: number };

/** Numbers of the formats that every spreadsheet knows by itself: dates, the Chinese ones included. */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const builtInForms: Readonly<Record<number, string>> = { 1: '0', 2: '0.00' };

/** @param code the format's own code, where the workbook has one under this number */
export const formOf = (number: number, code: string | undefined): Form => {
  if (code === undefined && builtInDates.has(number)) return 'date';
  const written = code ?? builtInForms[number] ?? '';
  const [first = ''] = bare(written).split(';', 1);
  if (isDate(first)) return 'date';
  const zeros = /^(0*)(?:\.(0+))?$/.exec(first);
  return zeros === null || first === '' ? 'plain' : { whole: zeros[1]!.length, decimals: zeros[2]?.length ?? 0 };
};

/** Without quoted text, escaped letters, colours and languages; elapsed hours stay hours. */
const bare = (code: string): string =>
  code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, 'h')
    .replace(/\[[^\]]*\]/g, '');

/** A day or a year makes a date; a month alone only where no hour or second makes it a minute. */
const isDate = (code: string): boolean =>
  !/^general$/i.test(code) && (/[yd]/i.test(code) || (/m/i.test(code) && !/[hs]/i.test(code)));

/**
 * A number as its cell shows it: a date by its day (the time of day is left out), zeros that its format demands, and no
 * digits that only the storage of numbers has.
 */
export const numberText = (stored: string, form: Form, from1904: boolean): string => {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  if (form === 'date') return dayOf(value, from1904) ?? plain(value, stored);
  if (form === 'plain' || value < 0 || value >= 1e15) return plain(value, stored);
  const [whole = '', decimals = ''] = value.toFixed(Math.min(form.decimals, 20)).split('.');
  return whole.padStart(form.whole, '0') + (decimals === '' ? '' : `.${decimals}`);
};

/** Fifteen digits are what a spreadsheet keeps: 4.1100000000000003 was written as 4.11. */
const plain = (value: number, stored: string): string => {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? stored : text;
};

/** Serial 60 is a 29 February 1900 that never was; days before it count from one day later. */
const dayOf = (serial: number, from1904: boolean): Day | undefined => {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  if (days < 1 || days > 2_958_465 || days === 60) return undefined;
  return addDays('1899-12-30', days < 60 ? days + 1 : days);
};

/** Control characters and the like are written as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

/** `AB12` is column 27, counted from 0; undefined for what is no place. */
export const columnOf = (place: string): number | undefined => {
  const letters = /^([A-Z]{1,3})\d+$/i.exec(place)?.[1];
  if (letters === undefined) return undefined;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < 16_384 ? column : undefined;
};
