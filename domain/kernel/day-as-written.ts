import { type Day, isParsed, parseDay } from './civil.js';
import { withoutInvisible } from './spelling.js';

const wholeDate = /^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号號]|\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{8})$/;
/** Spreadsheets write the time of day behind a date: `2024/3/1 0:00`. */
const timeOfDay = /(?:\s+|T)(?:[上下]午\s*)?([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,7})?)?(?:\s*[AP]M)?$/i;

const dateAlone = (written: string): string =>
  withoutInvisible(written).normalize('NFKC').trim().replace(timeOfDay, '').trim();

const dayOf = (year: number, month: string, day: string): Day | null => {
  const parsed = parseDay(`${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return isParsed(parsed) ? parsed : null;
};

/** A day as sales departments write it, with full-width digits and spaces around allowed; null for anything else. */
export const readDay = (written: string): Day | null => {
  const text = dateAlone(written);
  if (!wholeDate.test(text)) return null;
  const [year = '', month = '', day = ''] = /^\d{8}$/.test(text)
    ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
    : (text.match(/\d+/g) ?? []);
  return dayOf(Number(year), month, day);
};

const minguoDate =
  /^(?<era>(?:中華)?民國|(?:中华)?民国|ROC)?\s*(?<year>元|\d{1,3})(?:\s*年\s*(?<m1>\d{1,2})\s*月\s*(?<d1>\d{1,2})\s*[日号號]|(?<mark>[-/.])(?<m2>\d{1,2})\k<mark>(?<d2>\d{1,2}))$/i;
const minguoDigits = /^(?<year>\d{3})(?<m1>\d{2})(?<d1>\d{2})$/;

/**
 * T1: a day whose year counts from 1912: 113/3/1, 民國113年3月1日, 民國元年1月1日, 1130301. Without the name of the era
 * the year must not look like a day: 12/3/1 stays ambiguous.
 */
export const readMinguoDay = (written: string): Day | null => {
  const text = dateAlone(written);
  const found = (minguoDate.exec(text) ?? minguoDigits.exec(text))?.groups;
  if (found === undefined) return null;
  const year = found['year'] === '元' ? 1 : Number(found['year']);
  const named = found['era'] !== undefined || found['year'] === '元' || text.includes('年');
  if (year < 1 || (!named && year <= 31)) return null;
  return dayOf(year + 1911, found['m1'] ?? found['m2'] ?? '', found['d1'] ?? found['d2'] ?? '');
};

/** Three numbers of which nobody knows the year. */
export const isAmbiguous = (written: string): boolean =>
  /^\d{1,2}([-/.])\d{1,2}\1\d{1,4}$/.test(dateAlone(written)) ||
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(dateAlone(written));
