import { Inject } from '@nestjs/common';
import type { Level } from '../../domain/kernel/vocabulary.js';
import { searchBounds } from './bounds.js';
import { Directories } from './directories.js';
import { loadFolding } from './folded.js';
import { searchedText } from './searched-text.js';

/** Filters of lists that only names in memory answer. */
export interface NamesAsked {
  /** Any part of a customer's code or name. */
  readonly q?: string | undefined;
  readonly level?: Level | undefined;
  /** The whole name of the customer manager. */
  readonly manager?: string | undefined;
}

/** Customers of these names: merged ones are what the customer is that answers for them. */
export interface CustomersFound {
  accepts(customerId: string): boolean;
  /** All of them; undefined where they are many. */
  readonly ids: ReadonlySet<string> | undefined;
}

/** Numbers that hold a text. */
export interface NumbersFound {
  /** Whether a contract's numbers hold it. */
  holds(contractNo: string, licenceNo: string): boolean;
  /** The contracts whose numbers hold it; undefined where they are many. */
  readonly ids: ReadonlySet<string> | undefined;
}

/** Which customers and contracts lists are to show, by names and numbers in memory. */
export class NameFilters {
  constructor(@Inject(Directories) private readonly directories: Directories) {}

  /** Undefined where nothing was asked. @throws Invalid where nothing is left of `q` */
  async customers(vendor: string, { q, level, manager }: NamesAsked): Promise<CustomersFound | undefined> {
    if (q === undefined && level === undefined && manager === undefined) return undefined;
    const directory = this.directories.of(vendor);
    const folding = await loadFolding();
    const name = q === undefined ? undefined : searchedText(folding, q);
    const managed = manager === undefined ? undefined : folding.fold(manager);
    await directory.names();
    if (manager !== undefined) await directory.people();
    const isNamed = (id: string): boolean =>
      name === undefined || directory.familyOf(id).some((each) => directory.customers.holds(each, name));
    const isOf = (id: string): boolean =>
      (level === undefined || directory.factsOf(id)?.level === level) &&
      (managed === undefined || directory.managerOf(directory.survivorOf(id)) === managed);
    const most = searchBounds.matchesById;
    const accepts = (id: string): boolean => isOf(id) && isNamed(id);
    if (name === undefined) return { accepts, ids: await directory.customersWhere(isOf, most) };
    const named = directory.customers.owners(name, most);
    const families = named && [...named].flatMap((id) => directory.familyOf(id));
    return { accepts, ids: families && new Set(families.filter(isOf)) };
  }

  async numbers(vendor: string, q: string): Promise<NumbersFound> {
    const directory = this.directories.of(vendor);
    const folding = await loadFolding();
    const { fold } = folding;
    const searched = searchedText(folding, q);
    await directory.numbers();
    const found = [directory.contracts, directory.licences].map((index) =>
      index.owners(searched, searchBounds.matchesById),
    );
    return {
      holds: (contractNo, licenceNo) => fold(contractNo).includes(searched) || fold(licenceNo).includes(searched),
      ids: found.includes(undefined) ? undefined : new Set(found.flatMap((each) => [...each!])),
    };
  }
}
