import type { Level, Region } from '../kernel/vocabulary.js';
import type { Contact, Manager } from './customer.events.js';

export interface Customer {
  readonly status: 'registered';
  readonly customerId: string;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly region: Region;
  readonly manager: Manager | null;
  /** By the name of their key. */
  readonly formerManagers: ReadonlyMap<string, Manager>;
  readonly contacts: readonly Contact[];
  /** Contacts that were removed: their data stays in history until it is erased. */
  readonly former: ReadonlySet<string>;
  /** Contacts and managers that were erased (A2): never to be changed or added again. */
  readonly erased: ReadonlySet<string>;
  /** Contacts and managers whose present address refuses mail (M4). */
  readonly failed: ReadonlySet<string>;
}
/** Its import was undone: no command is accepted but the erasure of a person (A2). */
export type Withdrawn = { readonly status: 'withdrawn' } & Pick<Customer, 'customerId' | 'former' | 'erased'>;
export type CustomerState = { readonly status: 'missing' } | { readonly status: 'abandoned' } | Withdrawn | Customer;
