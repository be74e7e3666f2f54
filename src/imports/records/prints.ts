import { createHmac, type KeyObject } from 'node:crypto';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { codeKey } from '../../../domain/kernel/spelling.js';
import type { ImportedPersons } from '../../../domain/contract/contract.events.js';
import { type Personal, personal } from '../../../domain/kernel/personal.js';
import { isVersion, readVersion, versionKey } from '../../../domain/kernel/version.js';
import { optionalFields } from './fields.js';
import { type Cells, type Field, fields } from './headings.js';
import type { Difference, ImportRecord } from './record.js';

type Person = keyof ImportedPersons;
const fieldsOf: Readonly<Record<Person, readonly Field[]>> = {
  contact: ['contact', 'phone', 'email'],
  manager: ['manager', 'managerPhone', 'managerEmail'],
  note: ['note'],
};

/**
 * By what a repeated record is known (C11). The purchase is one print. What a record has about each person is a print
 * of its own that is sealed with that person's key: once the person is erased nothing can be compared with it (A2).
 */
export class Prints {
  readonly #ofCells = new WeakMap<Cells, string>();

  constructor(private readonly secret: KeyObject) {}

  /** What was bought, however it is spelled. */
  ofPurchase(record: ImportRecord): string {
    return `2:${this.#print(Object.values(purchaseOf(record)))}`;
  }

  /** All cells, as imports before this kind of print had it. */
  ofCells(cells: Cells): string {
    const made = this.#ofCells.get(cells) ?? this.#print(textsOf(cells, fields));
    this.#ofCells.set(cells, made);
    return made;
  }

  ofPersons(cells: Cells, subjects: Readonly<Record<Person, string>>): ImportedPersons {
    const print = (person: Person) => this.#personPrint(cells, person, subjects[person]);
    return { contact: print('contact'), manager: print('manager'), note: print('note') };
  }

  /** The first field of each person of whom the record has something else. An erased person differs in nothing. */
  personsDiffer(imported: ImportedPersons | null, cells: Cells, erased: ReadonlySet<string>): readonly Field[] {
    return (Object.keys(fieldsOf) as Person[]).flatMap((person) => {
      if (imported === null) return fieldsOf[person].filter((field) => plain(cells[field]) !== '').slice(0, 1);
      const known = imported[person];
      if (known !== null && (!('plain' in known) || erased.has(known.subject))) return [];
      const here = this.#personPrint(cells, person, known?.subject ?? '');
      return (here?.plain ?? null) === (known?.plain ?? null) ? [] : fieldsOf[person].slice(0, 1);
    });
  }

  #personPrint(cells: Cells, person: Person, subject: string): (Personal<string> & { plain: string }) | null {
    const texts = textsOf(cells, fieldsOf[person]);
    return texts.every((text) => text === '') ? null : personal(subject, this.#print([subject, ...texts]));
  }

  #print(texts: readonly string[]): string {
    return createHmac('sha256', this.secret).update(texts.join('\u001f')).digest('hex');
  }
}

/** A column that earlier imports did not know leaves a print as it was where it is empty. */
const textsOf = (cells: Cells, of: readonly Field[]): readonly string[] =>
  of.flatMap((field) => {
    const text = plain(cells[field]);
    if (!optionalFields.has(field)) return [text];
    return text === '' ? [] : [`${field}:${text}`];
  });

const plain = (text: string): string => text.replace(/\s/gu, '');

export type Purchase = Readonly<Partial<Record<Field, string>>>;

/** What a record has about a purchase, in one spelling. */
export const purchaseOf = (record: ImportRecord): Purchase => ({
  customerCode: codeKey(record.customerCode),
  contractNo: codeKey(record.contractNo),
  licenceNo: codeKey(record.licenceNo),
  series: codeKey(record.series),
  productName: plain(record.productName),
  version: versionOf(record.version),
  modules: record.modules.map(codeKey).sort().join('; '),
  purchasedOn: record.purchasedOn,
  renewals: spans(record.renewals),
});

/** Fields in which a record differs from what is recorded, both in words. */
export const differencesFrom = (
  record: ImportRecord,
  { licenceNo, product, purchasedOn, terms, customerCode }: Contract & { readonly customerCode: string },
): readonly Difference[] =>
  differencesOf(purchaseOf(record), {
    customerCode: codeKey(customerCode),
    licenceNo: codeKey(licenceNo),
    series: codeKey(product.series),
    productName: plain(product.name),
    version: versionOf(product.version),
    modules: product.modules
      .map(({ code }) => codeKey(code))
      .sort()
      .join('; '),
    purchasedOn,
    renewals: spans(terms.slice(1)),
  });

export const differencesOf = (here: Purchase, recorded: Purchase): readonly Difference[] =>
  fields.flatMap((field): readonly Difference[] => {
    const known = recorded[field];
    const own = here[field];
    return known === undefined || own === undefined || known === own ? [] : [{ field, recorded: known, here: own }];
  });

const versionOf = (text: string): string => {
  const version = readVersion(text);
  return isVersion(version) ? versionKey(version) : text;
};

const spans = (terms: readonly { readonly firstDay: string; readonly lastDay: string }[]): string =>
  terms
    .map(({ firstDay, lastDay }) => `${firstDay}~${lastDay}`)
    .sort()
    .join('; ');
