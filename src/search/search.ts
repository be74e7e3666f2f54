import { Inject } from '@nestjs/common';
import type { ManagerFacts } from '../../domain/customer/customer.events.js';
import { managerFacts } from '../../domain/customer/managers.js';
import { ownerOn, stateOn } from './on-day.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import type { Caller } from '../platform/auth/caller.js';
import { Problem } from '../platform/http/problems/problem.js';
import type { View } from '../platform/views/view-store.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { searchBounds } from './bounds.js';
import { answeringCustomers } from './customer-names.js';
import { Directories } from './directories.js';
import type { Directory, OpenedPersons } from './directory.js';
import { loadFolding, telephoneDigits } from './folded.js';
import { searchedText } from './searched-text.js';
import { OwnIndexes } from './own-indexes.js';
import {
  type FoundGroup,
  type FoundItem,
  isOfPersons,
  kindsOf,
  type Match,
  rolesFor,
  type SearchAnswer,
  type SearchKind,
  searchKinds,
} from './search-answer.js';
import { CONTRACT_ROWS, CUSTOMER_ROWS } from './search.tokens.js';
import type { Hit, TextIndex } from './text-index.js';

/** Who searches. */
export type Searcher = Pick<Caller, 'vendor' | 'actor' | 'customerId'>;

export interface SearchQuery {
  readonly q: string;
  /** All that the role may search where absent. */
  readonly kinds?: readonly SearchKind[];
  /** Items of each group. */
  readonly limit?: number;
}

/** What is searched: the whole vendor's, or what a customer may see. */
export type Indexes = Pick<Directory, 'customers' | 'contracts' | 'licences'>;

/** Finds customers, contracts, licences and persons by any part of their names and numbers. */
export class Search {
  constructor(
    @Inject(Directories) private readonly directories: Directories,
    @Inject(CUSTOMER_ROWS) private readonly customers: View<CustomerListRow>,
    @Inject(CONTRACT_ROWS) private readonly contracts: View<ContractListRow>,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** @throws Problem `forbidden` for kinds that the role may not search (A1, A2), `invalid` for a text of nothing */
  async find(searcher: Searcher, { q, kinds, limit = searchBounds.usualGroup }: SearchQuery): Promise<SearchAnswer> {
    const allowed = kindsOf(searcher.actor.role);
    const refused = kinds?.find((kind) => !allowed.includes(kind));
    if (refused !== undefined)
      throw new Problem('forbidden', { role: searcher.actor.role, allowed: rolesFor(refused).join(', ') });
    const searched = searchedText(await loadFolding(), q);
    await this.books.refresh();
    const groups: FoundGroup[] = [];
    const asked = searchKinds.filter((kind) => (kinds ?? allowed).includes(kind));
    const indexes = await this.#indexes(searcher, asked);
    for (const kind of asked) {
      const items = await this.#items(searcher.vendor, kind, searched, limit, indexes);
      if (items.length > 0) groups.push({ kind, items });
    }
    return { groups };
  }

  /** Of the whole vendor; of a customer what is its own today (A1, C7). */
  async #indexes({ vendor, customerId }: Searcher, kinds: readonly SearchKind[]): Promise<Indexes> {
    const directory = this.directories.of(vendor);
    if (customerId !== null)
      return OwnIndexes.of(directory, this.contracts, this.customers, {
        vendor,
        customerId,
        today: this.books.today(vendor),
      });
    if (kinds.includes('customer')) await directory.names();
    if (kinds.includes('contract') || kinds.includes('licence')) await directory.numbers();
    if (kinds.some(isOfPersons)) await directory.people();
    return directory;
  }

  async #items(
    vendor: string,
    kind: SearchKind,
    searched: string,
    limit: number,
    indexes: Indexes,
  ): Promise<readonly FoundItem[]> {
    switch (kind) {
      case 'customer':
        return this.#customers(vendor, indexes.customers.find(searched, limit));
      case 'contract':
        return this.#contracts(vendor, indexes.contracts.find(searched, limit), 'contractNo');
      case 'licence':
        return this.#contracts(vendor, indexes.licences.find(searched, limit), 'licenceNo');
      case 'person':
      case 'telephone':
      case 'mail': {
        const directory = this.directories.of(vendor);
        const [index, text] = personIndex(directory, kind, searched);
        return text === null ? [] : this.#people(vendor, directory, kind, index.find(text, limit));
      }
    }
  }

  async #customers(vendor: string, hits: readonly Hit[]): Promise<readonly FoundItem[]> {
    const ids = hits.map(({ owner }) => owner);
    const [found, answering] = await Promise.all([
      this.customers.getMany(ids),
      answeringCustomers(this.customers, vendor, ids),
    ]);
    const items = new Map<string, Ranked>();
    for (const { owner, text, rank } of hits) {
      const [row, survivor] = [found.get(owner), answering.get(owner)];
      if (row === undefined || survivor === undefined || items.has(survivor.customerId)) continue;
      const { customerId, code, name } = survivor;
      const field = (['code', 'name', 'initials'] as const)[text]!;
      const match: Match = { field, text: field === 'code' ? row.code : row.name };
      items.set(customerId, {
        rank,
        item: { id: customerId, title: name, subtitle: code, match, state: null, customerId },
      });
    }
    return inOrder([...items.values()]);
  }

  async #contracts(
    vendor: string,
    hits: readonly Hit[],
    field: 'contractNo' | 'licenceNo',
  ): Promise<readonly FoundItem[]> {
    const today = this.books.today(vendor);
    const rows = await this.contracts.getMany(hits.map(({ owner }) => owner));
    const ownerOf = (row: ContractListRow): string => ownerOn(row, today) ?? '';
    const answering = await answeringCustomers(this.customers, vendor, [...rows.values()].map(ownerOf));
    const items = hits.flatMap(({ owner, rank }): readonly Ranked[] => {
      const row = rows.get(owner);
      if (row === undefined) return [];
      const customer = answering.get(ownerOf(row));
      const about = field === 'licenceNo' ? [row.contractNo] : [];
      return [
        {
          rank,
          item: {
            id: owner,
            title: row[field],
            subtitle: [...about, ...(customer === undefined ? [] : [customer.name])].join(' · '),
            match: { field, text: row[field] },
            state: stateOn(row, today),
            customerId: customer?.customerId ?? null,
          },
        },
      ];
    });
    return inOrder(items);
  }

  /** A2: persons are opened again for the answer, so that one whose key was destroyed is in none. */
  async #people(
    vendor: string,
    directory: Directory,
    kind: 'person' | 'telephone' | 'mail',
    hits: readonly Hit[],
  ): Promise<readonly FoundItem[]> {
    const found = await this.customers.getMany(hits.map(({ owner }) => owner));
    const rows = [...found.values()];
    const opened = new Map((await directory.opened(rows)).map((each, at) => [rows[at]!.customerId, each]));
    const answering = await answeringCustomers(this.customers, vendor, [...found.keys()]);
    const items = hits.flatMap(({ owner, part, text, rank }): readonly Ranked[] => {
      const held = personOf(opened.get(owner), part);
      const customer = answering.get(owner);
      if (held === null || customer === undefined) return [];
      const { name, phone, email } = held;
      const shown = { person: name, telephone: phone, mail: email }[kind];
      if (shown === null) return [];
      const field = kind === 'person' ? (text === 0 ? 'name' : 'initials') : kind;
      return [
        {
          rank,
          item: {
            id: part,
            title: shown,
            subtitle: [...(kind === 'person' ? [] : [name]), customer.name].join(' · '),
            match: { field, text: shown },
            state: null,
            customerId: customer.customerId,
          },
        },
      ];
    });
    return inOrder(items);
  }
}

/** A contact, or the manager, as may be read now. */
const personOf = (opened: OpenedPersons | undefined, personId: string | undefined): ManagerFacts | null => {
  if (opened === undefined) return null;
  const { manager, contacts } = opened;
  if (manager !== null && manager.subject === personId) return 'plain' in manager ? managerFacts(manager.plain) : null;
  const person = contacts.find(({ contactId }) => contactId === personId)?.person;
  return person !== undefined && 'plain' in person ? person.plain : null;
};

interface Ranked {
  readonly rank: number;
  readonly item: FoundItem;
}

/** What is the searched text, what begins with it, what holds it; of each by title and id. */
const inOrder = (items: readonly Ranked[]): readonly FoundItem[] =>
  items
    .toSorted((a, b) => a.rank - b.rank || compared(a.item.title, b.item.title) || compared(a.item.id, b.item.id))
    .map(({ item }) => item);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where persons are searched, and for what; null where a text can be no telephone number. */
const personIndex = (
  { persons, telephones, mails }: Directory,
  kind: 'person' | 'telephone' | 'mail',
  searched: string,
): readonly [TextIndex, string | null] => {
  if (kind === 'person') return [persons, searched];
  return kind === 'mail' ? [mails, searched] : [telephones, telephoneDigits(searched)];
};
