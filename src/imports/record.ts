import { isEmail } from 'class-validator';
import { type Day, isParsed, parseDay } from '../../domain/kernel/civil.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import type { Level, Region } from '../../domain/kernel/words.js';
import type { Cells, Field } from './headings.js';

/** What is wrong with one field; `reason` names a text of `texts.ts`. */
export interface Fault {
  readonly field: Field;
  readonly reason: FaultReason;
  /** The text at fault, as it stands in the file. */
  readonly value: string;
  /** What would have been right, or what it conflicts with. */
  readonly allowed?: string;
}

export const faultReasons = [
  'empty',
  'too-long',
  'unreadable',
  'unknown-word',
  'not-a-date',
  'ambiguous-date',
  'not-a-version',
  'not-an-email',
  'not-a-span',
  'runs-backwards',
  'overlaps',
  'before-purchase',
  'taken',
  'differs',
  'wrong-width',
  'formula-error',
  'refused',
] as const;
export type FaultReason = (typeof faultReasons)[number];

/** One record of an export, understood: a purchase with its paid terms and its contact. */
export interface ImportRecord {
  readonly customerCode: string;
  readonly name: string;
  readonly level: Level;
  readonly region: Region;
  readonly contractNo: string;
  readonly licenceNo: string;
  /** The code of the series as the policy writes it. */
  readonly series: string;
  readonly productName: string;
  readonly version: string;
  readonly modules: readonly string[];
  readonly purchasedOn: Day;
  readonly renewals: readonly { readonly firstDay: Day; readonly lastDay: Day }[];
  readonly contact: { readonly name: string; readonly phone: string | null; readonly email: string | null } | null;
  readonly manager: string | null;
  readonly note: string | null;
}

/** The series a vendor sells, each under all its names, upper-cased. */
export type SeriesNames = ReadonlyMap<string, string>;

const levels: Readonly<Record<string, Level>> = {
  '': 'standard',
  普通: 'standard',
  重点: 'key',
  重点客户: 'key',
  VIP: 'vip',
};
const regions: Readonly<Record<string, Region>> = { '': 'unknown', 市内: 'city', 市郊: 'suburb', 外地: 'outside' };

const lengths: Readonly<Partial<Record<Field, number>>> = { note: 4000, renewals: 20_000, modules: 4000 };

/** A record as far as it can be understood: a field at fault is empty in `record`. */
export interface ReadRecord {
  readonly record: ImportRecord;
  readonly faults: readonly Fault[];
}

/** What a spreadsheet shows, and saves, where a formula came to nothing. */
const formulaError = /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)$/;

/** Reads a record and says everything that is wrong with it by itself. */
export const readRecord = (cells: Cells, series: SeriesNames): ReadRecord => {
  const faults: Fault[] = [];
  const fault = (field: Field, reason: Fault['reason'], value: string, allowed?: string): void => {
    faults.push({ field, reason, value, ...(allowed !== undefined && { allowed }) });
  };
  const text = (field: Field): string => {
    const value = cells[field].trim();
    if (value.length > (lengths[field] ?? 200))
      fault(field, 'too-long', `${value.slice(0, 40)}…`, String(lengths[field] ?? 200));
    // A replacement character is what an earlier conversion could not read, as is half a character; a control
    // character comes from no keyboard.
    else if (/[\u{FFFD}\u{D800}-\u{DFFF}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u.test(value))
      fault(field, 'unreadable', JSON.stringify(value.slice(0, 40)));
    else if (formulaError.test(value)) fault(field, 'formula-error', value);
    return value;
  };
  const required = (field: Field): string => {
    const value = text(field);
    if (value === '') fault(field, 'empty', cells[field]);
    return value;
  };
  const oneOf = <T>(field: Field, words: Readonly<Record<string, T>>, fallback: T): T => {
    const value = text(field);
    const word = words[value.normalize('NFKC').toUpperCase()];
    if (word === undefined) fault(field, 'unknown-word', value, Object.keys(words).filter(Boolean).join(', '));
    return word ?? fallback;
  };

  const record = {
    customerCode: required('customerCode'),
    name: required('name'),
    level: oneOf<Level>('level', levels, 'standard'),
    region: oneOf<Region>('region', regions, 'unknown'),
    contractNo: required('contractNo'),
    licenceNo: required('licenceNo'),
    series: oneOf<string>('series', Object.fromEntries(series), ''),
    productName: text('productName'),
    version: versionOf(required('version'), fault),
    modules: [
      ...new Set(
        text('modules')
          .split(/[;；]/)
          .map((module) => module.trim())
          .filter(Boolean),
      ),
    ],
    purchasedOn: purchaseDay(required('purchasedOn'), fault),
    renewals: spansOf(text('renewals'), fault),
    contact: contactOf(text('contact'), text('phone'), text('email'), fault),
    manager: text('manager') || null,
    note: text('note') || null,
  };
  return { record: { ...record, productName: record.productName || record.series }, faults };
};

type Say = (field: Field, reason: Fault['reason'], value: string, allowed?: string) => void;

const versionOf = (value: string, fault: Say): string => {
  const version = readVersion(value);
  if (isVersion(version)) return version.text;
  if (value !== '') fault('version', 'not-a-version', value);
  return '';
};

const purchaseDay = (value: string, fault: Say): Day => {
  const day = readDay(value);
  if (day !== null) return day;
  if (value !== '')
    fault(
      'purchasedOn',
      /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(value.normalize('NFKC')) ? 'ambiguous-date' : 'not-a-date',
      value,
    );
  return '';
};

const wholeDate = /^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{8})$/;

/** A day as sales departments write it, with full-width digits and spaces around allowed; null for anything else. */
export const readDay = (written: string): Day | null => {
  const text = written.normalize('NFKC').trim();
  if (!wholeDate.test(text)) return null;
  const [year = '', month = '', day = ''] = /^\d{8}$/.test(text)
    ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
    : (text.match(/\d+/g) ?? []);
  const parsed = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return isParsed(parsed) ? parsed : null;
};

const spansOf = (value: string, fault: Say): ImportRecord['renewals'] =>
  value
    .normalize('NFKC')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part) => {
      const span = readSpan(part);
      if (span === null) return (fault('renewals', 'not-a-span', part), []);
      if (span.lastDay < span.firstDay) return (fault('renewals', 'runs-backwards', part), []);
      return [span];
    });

/** `first - last` is split where both sides are dates: a hyphen may stand inside them too. */
const readSpan = (text: string): { firstDay: Day; lastDay: Day } | null => {
  for (const { index, 0: mark } of text.matchAll(/[~至到—–-]/g)) {
    const firstDay = readDay(text.slice(0, index));
    const lastDay = readDay(text.slice(index + mark.length));
    if (firstDay !== null && lastDay !== null) return { firstDay, lastDay };
  }
  return null;
};

const contactOf = (name: string, phone: string, email: string, fault: Say): ImportRecord['contact'] => {
  if (email !== '' && !isEmail(email)) fault('email', 'not-an-email', email);
  if (name === '' && phone === '' && email === '') return null;
  return { name: name || phone || email, phone: phone || null, email: email || null };
};
