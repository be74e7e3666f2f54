import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { LaterType } from './later-fact-names.js';

/** A fact that was recorded after an import and depends on what it created. */
export interface LaterFact {
  readonly category: 'contract' | 'customer' | 'request';
  readonly id: string;
  readonly position: number;
  readonly type: LaterType;
  /** The call that takes it back; null where none does. */
  readonly way: string | null;
}

/** What an import recorded of a contract or customer. */
export type CreatedEvent = Recorded<ContractEvent | CustomerEvent>;
