import { format, getFormatFromId } from 'numfmt';
import { addDays, type Day } from '../../../../domain/kernel/civil.js';
import { bounds } from '../../bounds.js';
import { overBound } from '../file-fault.js';

/** How a number is shown: as the day it is, as a time of day, as it is, or by the code of a format. */
export type Form = 'date' | 'time' | 'plain' | { readonly code: string };

/** Numbers of the formats that every spreadsheet knows by itself: dates, the Chinese ones included. */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
/** Times of day: no export has a column of them. */
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);

/** @param code the format's own code, where the workbook has one under this number. @throws FileFault */
export const formOf = (number: number, code: string | undefined): Form => {
  if (code === undefined && builtInDates.has(number)) return 'date';
  if (code === undefined && builtInTimes.has(number)) return 'time';
  const written = code ?? getFormatFromId(number) ?? '';
  if (written.length > bounds.formatCode) throw overBound('formatCode');
  const [first = ''] = bare(written).split(';', 1);
  if (isDate(first)) return 'date';
  if (/[hs]/i.test(first.replace(/general/gi, ''))) return 'time';
  return written.trim() === '' || /^(?:general|@)$/i.test(written.trim()) ? 'plain' : { code: written };
};

/** Without quoted text, escaped letters, colours and languages; elapsed hours stay hours. */
const bare = (code: string): string =>
  code
    .replace(/"[^"]*"|\\.|_.|\*./g, (text) => (text.startsWith('"') || text.startsWith('\\') ? '!' : ''))
    .replace(/\[(h+|m+|s+)\]/gi, 'h')
    .replace(/\[[^\]]*\]/g, '');

/** A day or a year makes a date; a month alone only where no hour or second makes it a minute. */
const isDate = (code: string): boolean => {
  const marks = code.replace(/general/gi, '').replace(/E[+-]/gi, '');
  return (
    /[yd]/i.test(marks) ||
    /(?:^|[^a-z])(?:e+|g+e*)(?=[^a-z]|$)/i.test(marks) ||
    (/m/i.test(marks) && !/[hs]/i.test(marks))
  );
};

/**
 * A number as its cell shows it: a date by its day (the time of day is left out), what its format adds, and no digits
 * that only the storage of numbers has.
 */
export const numberText = (stored: string, form: Form, from1904: boolean): string => {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  if (form === 'date') return dayOf(value, from1904) ?? plain(value, stored);
  if (form === 'plain' || form === 'time' || Math.abs(value) >= 1e15) return plain(value, stored);
  try {
    return format(form.code, Number(value.toPrecision(15))).trim();
  } catch {
    return plain(value, stored);
  }
};

/** Why a number cannot be taken as it is shown; a date or a time is no fault of a column of dates. */
export const numberFlaw = (
  stored: string,
  form: Form,
): 'digits-lost' | 'shortened-number' | 'shown-as-date' | undefined => {
  if (form === 'date' || form === 'time') return 'shown-as-date';
  const value = Number(stored);
  // A spreadsheet keeps fifteen digits: of a longer number the last ones were lost when it was typed.
  if (Number.isFinite(value) && Math.abs(value) >= 1e15) return 'digits-lost';
  const written = form === 'plain' ? String(Number(value.toPrecision(15))) : bare(form.code);
  return /[0-9#?.]e[+-]/i.test(written) ? 'shortened-number' : undefined;
};

/** Fifteen digits are what a spreadsheet keeps: 4.1100000000000003 was written as 4.11. */
const plain = (value: number, stored: string): string => {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? stored : text;
};

/** Half a millisecond, which no spreadsheet distinguishes from midnight. */
const midnight = 0.5 / 86_400_000;

/** Serial 60 is a 29 February 1900 that never was; days before it count from one day later. */
const dayOf = (serial: number, from1904: boolean): Day | undefined => {
  const days = Math.floor(serial + midnight) + (from1904 ? 1462 : 0);
  if (days < 1 || days > 2_958_465 || days === 60) return undefined;
  return addDays('1899-12-30', days < 60 ? days + 1 : days);
};

/** Control characters and the like are written as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

/** `AB12` is column 27, counted from 0, in row 12; undefined for what is no place. */
export const placeOf = (place: string): { readonly column: number; readonly row: number } | undefined => {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/i.exec(place) ?? [];
  if (letters === undefined) return undefined;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < 16_384 ? { column, row: Number(row) } : undefined;
};

/** What a spreadsheet calls a column: 0 is A, 27 is AB. */
export const columnName = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
