import type { Day } from '../kernel/civil.js';
import type { Service } from '../kernel/vocabulary.js';
import type { Refusal } from '../kernel/decider.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { refuse } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C6: recorded even where services were delivered after that day; `deliveredSince` lists them. */
export const terminate = ({ from, reason }: CommandOf<'terminate'>, state: Contract): Decided => {
  if (state.terminatedFrom === from) return [];
  if (state.terminatedFrom !== null)
    return refuse('terminated-otherwise', 'C6', { from, recorded: state.terminatedFrom });
  if (from < state.purchasedOn)
    return refuse('terminated-before-purchase', 'C6', { from, purchasedOn: state.purchasedOn });
  return [{ type: 'ContractTerminated', data: { from, reason } }];
};

/** C6: at any time, and then it counts as never terminated. */
export const reinstate = ({ reason }: CommandOf<'reinstate'>, state: Contract): Decided =>
  state.terminatedFrom === null ? [] : [{ type: 'ContractReinstated', data: { reason } }];

/** C7: rights move from that day; what was before stays where it was. */
export const transfer = ({ toCustomerId, from }: CommandOf<'transfer'>, state: Contract): Decided => {
  const owner = state.owners.at(-1)!;
  if (owner.customerId === toCustomerId)
    return owner.from === from ? [] : refuse('already-owner', 'C7', { customerId: toCustomerId });
  if (state.terminatedFrom !== null && from >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  const since = owner.from ?? state.purchasedOn;
  if (from < since || from === owner.from) return refuse('transfer-too-early', 'C7', { from, since });
  return [{ type: 'ContractTransferred', data: { fromCustomerId: owner.customerId, toCustomerId, from } }];
};

/** C8: only customers with a valid licence are served. */
export const revokeLicence = ({ reason }: CommandOf<'revoke-licence'>, state: Contract): Decided =>
  state.licenceValid ? [{ type: 'LicenceRevoked', data: { reason } }] : [];
export const restoreLicence = ({ reason }: CommandOf<'restore-licence'>, state: Contract): Decided =>
  state.licenceValid ? [] : [{ type: 'LicenceRestored', data: { reason } }];

export interface Delivered {
  readonly service: Service;
  /** Of the upgrade, the use of an allowance, the request whose work was started, or the visit. */
  readonly id: string;
  readonly on: Day;
}

/**
 * C6: services that were delivered on or after a day, in the order of their days: those of the contract itself, and
 * what was delivered for requests.
 */
export const deliveredSince = (
  state: Contract,
  from: Day,
  forRequests: readonly Delivered[] = [],
): readonly Delivered[] =>
  [
    ...state.upgrades.map(({ upgradeId, performedOn }) => ({
      service: 'upgrade' as const,
      id: upgradeId,
      on: performedOn,
    })),
    ...state.uses.filter((use) => !use.returned).map(({ useId, service, on }) => ({ service, id: useId, on })),
    ...forRequests,
  ]
    .filter(({ on }) => on >= from)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
