import type { ContactFacts, Manager } from '../../domain/customer/customer.events.js';
import { managerFacts } from '../../domain/customer/managers.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import { KeyMissing } from '../platform/keys/key-store.js';
import type { Sealer } from '../platform/keys/sealer.js';
import type { View } from '../platform/views/view-store.js';
import { type Folding, loadFolding, telephoneDigits } from './folded.js';
import { type ChangedRow, FollowedRows } from './followed-rows.js';
import { type Entry, TextIndex } from './text-index.js';

/** Where a directory is read from. */
export interface DirectorySources {
  readonly customers: View<CustomerListRow>;
  readonly contracts: View<ContractListRow>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** What lists filter customers by, as it is known now. */
interface CustomerFacts {
  readonly level: Level;
  readonly region: Region;
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
}

/** Persons of a row as they may be read: opened, or erased (A2). */
export interface OpenedPersons {
  readonly manager: Manager | null;
  readonly contacts: readonly { readonly contactId: string; readonly person: Personal<ContactFacts> }[];
}

/**
 * The names and numbers of one vendor, in the memory of this process alone: persons are searched in what was unsealed,
 * which no disk ever holds (A2). Each part is read when it is first asked for. Await `names`, `numbers` or `people`
 * before the indexes of that part are used.
 */
export class Directory {
  readonly customers = new TextIndex();
  readonly contracts = new TextIndex();
  readonly licences = new TextIndex();
  readonly persons = new TextIndex();
  readonly telephones = new TextIndex();
  readonly mails = new TextIndex();
  readonly #facts = new Map<string, CustomerFacts>();
  readonly #managers = new Map<string, string>();
  readonly #parts;

  constructor(
    private readonly vendor: string,
    private readonly sources: DirectorySources,
    /** Throws where the process may not keep more entries. */
    private readonly checkSize: () => void,
  ) {
    const { customers, contracts } = sources;
    this.#parts = {
      names: new FollowedRows(vendor, customers, {
        clear: () => (this.customers.clear(), this.#facts.clear()),
        fill: (rows) => this.#cacheNames(rows, (index, _, entries) => index.add(entries)),
        follow: (rows) => this.#cacheNames(rows, replaced),
      }),
      numbers: new FollowedRows(vendor, contracts, {
        clear: () => (this.contracts.clear(), this.licences.clear()),
        fill: (rows) => this.#cacheNumbers(rows, (index, _, entries) => index.add(entries)),
        follow: (rows) => this.#cacheNumbers(rows, replaced),
      }),
      people: new FollowedRows(vendor, customers, {
        clear: () => {
          for (const index of [this.persons, this.telephones, this.mails]) index.clear();
          this.#managers.clear();
        },
        fill: (rows) => this.#cachePeople(rows, (index, _, entries) => index.add(entries)),
        follow: (rows) => this.#cachePeople(rows, replaced),
      }),
    };
  }

  get entries(): number {
    const { customers, contracts, licences, persons, telephones, mails } = this;
    return [customers, contracts, licences, persons, telephones, mails].reduce((sum, { entries }) => sum + entries, 0);
  }

  names(): Promise<void> {
    return this.#parts.names.current();
  }
  numbers(): Promise<void> {
    return this.#parts.numbers.current();
  }
  people(): Promise<void> {
    return this.#parts.people.current();
  }

  customersChanged(ids: readonly string[] | 'all'): void {
    this.#parts.names.changed(ids);
    this.#parts.people.changed(ids);
  }
  contractsChanged(ids: readonly string[] | 'all'): void {
    this.#parts.numbers.changed(ids);
  }

  /** Persons in memory follow what is recorded although nobody searches, or are forgotten (A2). */
  async refreshPeople(): Promise<void> {
    const { people } = this.#parts;
    if (people.isLeftBehind) people.forget();
    else if (people.isFilled) await people.current().catch(() => people.forget());
  }

  /** The customer that answers for this one: itself unless it was merged. */
  survivorOf(customerId: string): string {
    let survivor = customerId;
    for (let seen = 0; seen < 1_000; seen += 1) {
      const into = this.#facts.get(survivor)?.mergedInto ?? null;
      if (into === null) break;
      survivor = into;
    }
    return survivor;
  }

  /** The facts of the customer that answers for this one. */
  factsOf(customerId: string): CustomerFacts | undefined {
    return this.#facts.get(this.survivorOf(customerId));
  }

  /** The customer that answers for this one, and all that it answers for. */
  familyOf(customerId: string): readonly string[] {
    const family = [this.survivorOf(customerId)];
    for (const id of family) family.push(...(this.#facts.get(id)?.absorbed ?? []));
    return family;
  }

  /** Customers that meet the condition; undefined where they are more than `most`. */
  customersWhere(meets: (customerId: string) => boolean, most: number): ReadonlySet<string> | undefined {
    const found = new Set<string>();
    for (const id of this.#facts.keys()) {
      if (meets(id)) found.add(id);
      if (found.size > most) return undefined;
    }
    return found;
  }

  /** Folded. */
  managerOf(customerId: string): string | undefined {
    return this.#managers.get(customerId);
  }

  /** The persons of rows as they may be read now; of a row whose keys are lost none. */
  async opened(rows: readonly CustomerListRow[]): Promise<readonly OpenedPersons[]> {
    const sealed = rows.map(({ manager, contacts }) => ({ manager, contacts }));
    const { sealer } = this.sources;
    const open = async (values: typeof sealed): Promise<readonly OpenedPersons[]> =>
      (await sealer.open(this.vendor, values)) as unknown as readonly OpenedPersons[];
    try {
      return await open(sealed);
    } catch (error) {
      if (!(error instanceof KeyMissing)) throw error;
      const none: OpenedPersons = { manager: null, contacts: [] };
      return Promise.all(sealed.map(async (each) => (await open([each]).catch(() => [none]))[0]!));
    }
  }

  async #cacheNames(rows: readonly ChangedRow<CustomerListRow>[], store: Store): Promise<void> {
    const folding = await loadFolding();
    for (const { id, row } of rows) {
      store(this.customers, id, row === undefined ? [] : [nameEntry(id, row, folding)]);
      if (row === undefined) this.#facts.delete(id);
      else
        this.#facts.set(id, {
          level: row.level,
          region: row.region,
          mergedInto: row.mergedInto,
          absorbed: row.absorbed,
        });
    }
    this.checkSize();
  }

  async #cacheNumbers(rows: readonly ChangedRow<ContractListRow>[], store: Store): Promise<void> {
    const { fold } = await loadFolding();
    for (const { id, row } of rows) {
      store(this.contracts, id, row === undefined ? [] : [{ owner: id, texts: [fold(row.contractNo)] }]);
      store(this.licences, id, row === undefined ? [] : [{ owner: id, texts: [fold(row.licenceNo)] }]);
    }
    this.checkSize();
  }

  async #cachePeople(rows: readonly ChangedRow<CustomerListRow>[], store: Store): Promise<void> {
    const folding = await loadFolding();
    const opened = await this.opened(rows.flatMap(({ row }) => (row === undefined ? [] : [row])));
    let next = 0;
    for (const { id, row } of rows) {
      const { manager, contacts } = row === undefined ? { manager: null, contacts: [] } : opened[next++]!;
      const people = contacts.flatMap(({ contactId, person }) =>
        'plain' in person ? [{ contactId, ...person.plain }] : [],
      );
      const managed = manager !== null && 'plain' in manager ? managerFacts(manager.plain) : null;
      const reached = managed === null ? people : [...people, { contactId: manager!.subject, ...managed }];
      store(
        this.persons,
        id,
        people.flatMap((each) => entryOf(id, each.contactId, namesOf(each.name, folding))),
      );
      store(
        this.telephones,
        id,
        reached.flatMap((each) => entryOf(id, each.contactId, telephoneOf(each.phone, folding))),
      );
      store(
        this.mails,
        id,
        reached.flatMap((each) => entryOf(id, each.contactId, mailOf(each.email, folding))),
      );
      if (managed !== null) this.#managers.set(id, folding.fold(managed.name));
      else this.#managers.delete(id);
    }
    this.checkSize();
  }
}

type Store = (index: TextIndex, owner: string, entries: readonly Entry[]) => void;

const replaced: Store = (index, owner, entries) => index.replace(owner, entries);

const nameEntry = (owner: string, { code, name }: CustomerListRow, { fold, initials }: Folding): Entry => {
  const folded = fold(name);
  return { owner, texts: [fold(code), folded, initials(folded)] };
};

const entryOf = (owner: string, part: string, texts: readonly string[]): readonly Entry[] =>
  texts.length === 0 ? [] : [{ owner, part, texts }];

const namesOf = (name: string, { fold, initials }: Folding): readonly string[] => {
  const folded = fold(name);
  return [folded, initials(folded)];
};
const telephoneOf = (phone: string | null, { fold }: Folding): readonly string[] => {
  if (phone === null) return [];
  const folded = fold(phone);
  return [telephoneDigits(folded) ?? folded];
};
const mailOf = (email: string | null, { fold }: Folding): readonly string[] => (email === null ? [] : [fold(email)]);
