import { isEmail } from 'class-validator';
import type { ManagerFacts } from '../../../domain/customer/customer.events.js';
import { recordedManager } from '../../../domain/customer/managers.js';
import type { Day } from '../../../domain/kernel/civil.js';
import { codeKey, readCode, withoutInvisible } from '../../../domain/kernel/spelling.js';
import { isVersion, readVersion } from '../../../domain/kernel/version.js';
import type { Level, Region } from '../../../domain/kernel/vocabulary.js';
import type { Cells, Field } from './headings.js';
import { personalFields } from './fields.js';
import { isAmbiguous, readDay, readMinguoDay } from './read-day.js';
import { simplified, type Vocabulary } from './vocabulary.js';

export { readDay } from './read-day.js';

/** What is wrong with one field; `reason` names a text of `texts.ts`. */
export interface Fault {
  readonly field: Field;
  readonly reason: FaultReason;
  /** The text at fault, as the file has it; empty where it is about a person (A2). */
  readonly value: string;
  /** What would have been right, or what it conflicts with. */
  readonly allowed?: string;
  /** Of a record whose contract is recorded already: what is recorded, and what this record has. */
  readonly differences?: readonly Difference[];
}

/** `recorded` and `here` are absent where the field is about a person. */
export interface Difference {
  readonly field: Field;
  readonly recorded?: string;
  readonly here?: string;
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
  'line-break',
  'shortened-number',
  'digits-lost',
  'shown-as-date',
  'merged-across',
  'formula-not-saved',
  'hidden-row',
  'outside-table',
  'recorded-otherwise',
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
  /** The name alone where the record has nothing else. */
  readonly manager: string | ManagerFacts | null;
  readonly note: string | null;
}

/** The series a vendor sells, each under all its names, upper-cased. */
export type SeriesNames = ReadonlyMap<string, string>;

/** Characters of the fields of a record; docs/limits.md lists each. */
export const recordBounds = { field: 200, note: 4000, modules: 4000, renewals: 20_000 } as const;

const lengthOf = (field: Field): number =>
  field === 'note' || field === 'modules' || field === 'renewals' ? recordBounds[field] : recordBounds.field;

/** A record as far as it can be understood: a field at fault is empty in `record`. */
export interface ReadRecord {
  readonly record: ImportRecord;
  readonly faults: readonly Fault[];
}

/** What a spreadsheet shows, and saves, where a formula came to nothing. */
const formulaError = /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)$/;

/** How a spreadsheet shows a number that is too long for its column: the digits are lost. */
const shortened = /^(?:[+-]?\d(?:\.\d+)?E[+-]\d{2,}|#{2,})$/i;
const codes: ReadonlySet<Field> = new Set(['customerCode', 'contractNo', 'licenceNo', 'version', 'series']);

/** Reads a record and finds everything that is wrong with it by itself. */
export const readRecord = (cells: Cells, series: SeriesNames, vocabulary: Vocabulary = simplified): ReadRecord => {
  const faults: Fault[] = [];
  const fault = (field: Field, reason: Fault['reason'], value: string, allowed?: string): void => {
    faults.push({
      field,
      reason,
      value: personalFields.has(field) ? '' : value,
      ...(allowed !== undefined && { allowed }),
    });
  };
  const text = (field: Field): string => {
    const value = (field === 'note' ? cells[field] : withoutInvisible(cells[field])).trim();
    if (value.length > lengthOf(field)) fault(field, 'too-long', `${value.slice(0, 40)}…`, String(lengthOf(field)));
    // A replacement character is what an earlier conversion could not read, as is half a character; a control
    // character comes from no keyboard.
    else if (/[\u{FFFD}\u{D800}-\u{DFFF}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u.test(value))
      fault(field, 'unreadable', JSON.stringify(value.slice(0, 40)));
    else if (formulaError.test(value)) fault(field, 'formula-error', value);
    else if (codes.has(field) && /[\t\n\v\f\r\u0085\u2028\u2029]/.test(value))
      fault(field, 'line-break', JSON.stringify(value));
    else if (
      (codes.has(field) || field === 'phone' || field === 'managerPhone') &&
      shortened.test(value.normalize('NFKC'))
    )
      fault(field, 'shortened-number', value);
    return codes.has(field) ? readCode(value) : value;
  };
  const required = (field: Field): string => {
    const value = text(field);
    if (value === '') fault(field, 'empty', cells[field]);
    return value;
  };
  const oneOf = <T>(field: Field, terms: ReadonlyMap<string, T>, fallback: T, shown: readonly string[]): T => {
    const value = text(field);
    const term = terms.get(codeKey(value));
    if (term === undefined) fault(field, 'unknown-word', value, shown.join(', '));
    return term ?? fallback;
  };

  const record = {
    customerCode: required('customerCode'),
    name: required('name'),
    level: oneOf<Level>('level', vocabulary.levels, 'standard', vocabulary.shownLevels),
    region: oneOf<Region>('region', vocabulary.regions, 'unknown', vocabulary.shownRegions),
    contractNo: required('contractNo'),
    licenceNo: required('licenceNo'),
    series: oneOf<string>('series', series, '', [...series.keys()]),
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
    purchasedOn: purchaseDay(required('purchasedOn'), dayIn(vocabulary), fault),
    renewals: spansOf(text('renewals'), dayIn(vocabulary), fault),
    contact: contactOf(text('contact'), text('phone'), text('email'), fault),
    manager: managerOf(text('manager'), text('managerPhone'), text('managerEmail'), fault),
    note: text('note') || null,
  };
  return { record: { ...record, productName: record.productName || record.series }, faults };
};

type AddFault = (field: Field, reason: Fault['reason'], value: string, allowed?: string) => void;

const versionOf = (value: string, fault: AddFault): string => {
  const version = readVersion(value);
  if (isVersion(version)) return version.text;
  if (value !== '') fault('version', 'not-a-version', value);
  return '';
};

type ReadDay = (written: string) => Day | null;
const dayIn =
  ({ minguo }: Vocabulary): ReadDay =>
  (written) =>
    readDay(written) ?? (minguo ? readMinguoDay(written) : null);

const purchaseDay = (value: string, dayOf: ReadDay, fault: AddFault): Day => {
  const day = dayOf(value);
  if (day !== null) return day;
  if (value !== '') fault('purchasedOn', isAmbiguous(value) ? 'ambiguous-date' : 'not-a-date', value);
  return '';
};

const spansOf = (value: string, dayOf: ReadDay, fault: AddFault): ImportRecord['renewals'] =>
  value
    .normalize('NFKC')
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part) => {
      const span = readSpan(part, dayOf);
      if (span === null) return (fault('renewals', 'not-a-span', part), []);
      if (span.lastDay < span.firstDay) return (fault('renewals', 'runs-backwards', part), []);
      return [span];
    });

/** `first - last` is split where both sides are dates: a hyphen may occur inside them too. */
const readSpan = (text: string, dayOf: ReadDay): { firstDay: Day; lastDay: Day } | null => {
  for (const { index, 0: mark } of text.matchAll(/[~至到—–-]/g)) {
    const firstDay = dayOf(text.slice(0, index));
    const lastDay = dayOf(text.slice(index + mark.length));
    if (firstDay !== null && lastDay !== null) return { firstDay, lastDay };
  }
  return null;
};

const contactOf = (name: string, phone: string, email: string, fault: AddFault): ImportRecord['contact'] => {
  if (email !== '' && !isEmail(email)) fault('email', 'not-an-email', '');
  if (name === '' && phone === '' && email === '') return null;
  return { name: name || phone || email, phone: phone || null, email: email || null };
};

const managerOf = (name: string, phone: string, email: string, fault: AddFault): ImportRecord['manager'] => {
  if (email !== '' && !isEmail(email)) fault('managerEmail', 'not-an-email', '');
  if (name === '' && phone === '' && email === '') return null;
  return recordedManager({ name: name || phone || email, email: email || null, phone: phone || null });
};
