import { Refusal } from '../kernel/decider.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, OwnerSince } from './contract.events.js';
import type { Contract, Owner } from './contract.state.js';
import { isSame, made, needsAdmin, stated, toCorrect, retractedFact } from './named-fact.js';
import { refuse } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;
type Transfer = Owner & { readonly from: string; readonly transferId: string };

/** C7, C9: to whom and from which day it really was; it stays between the transfers before and after it. */
export const correctTransfer = (command: CommandOf<'correct-transfer'>, state: Contract): Decided => {
  const { transferId, facts, role } = command;
  const index = state.owners.findIndex((owner) => owner.transferId === transferId);
  const recorded = toCorrect(state.owners[index] as Transfer | undefined, transferId, state, 'transfer-unknown');
  if (recorded instanceof Refusal) return recorded;
  const transfer = stated<Transfer>(recorded, facts);
  if (isSame(transfer, recorded)) return [];
  const { customerId, from } = transfer;
  const refused = needsAdmin(role, [['from', recorded.from, from]]);
  if (refused !== null) return refused;

  const [before, later] = [state.owners[index - 1]!, state.owners[index + 1] as Transfer | undefined];
  if (before.customerId === customerId || later?.customerId === customerId)
    return refuse('already-owner', 'C7', { customerId });
  if (from !== recorded.from) {
    const since = before.from ?? state.purchasedOn;
    if (from < since || from === before.from) return refuse('transfer-too-early', 'C7', { from, since });
    if (later !== undefined && from >= later.from) return builtOn(state, transferId, later);
    if (state.terminatedFrom !== null && from >= state.terminatedFrom)
      return refuse('terminated', 'C6', { from: state.terminatedFrom });
  }
  const owners = state.owners.map((owner, at) => sinceOf(at === index ? transfer : owner));
  const was = { toCustomerId: recorded.customerId, from: recorded.from };
  return [
    {
      type: 'TransferCorrected',
      data: { ...made(command), transferId, was, toCustomerId: customerId, from, owners },
    },
  ];
};

/** C7, C9: a transfer that never was; one that a later transfer builds on is refused, naming that one. */
export const retractTransfer = (command: CommandOf<'take-back-transfer'>, state: Contract): Decided => {
  const { transferId } = command;
  const index = state.owners.findIndex((owner) => owner.transferId === transferId);
  const found = retractedFact(state.owners[index] as Transfer | undefined, transferId, state, 'transfer-unknown');
  if (found instanceof Refusal || !('customerId' in found)) return found;
  const later = state.owners[index + 1] as Transfer | undefined;
  if (later !== undefined) return builtOn(state, transferId, later);
  const { customerId: fromCustomerId } = state.owners[index - 1]!;
  const { customerId: toCustomerId, from } = found;
  const owners = state.owners.slice(0, index).map(sinceOf);
  return [
    {
      type: 'TransferTakenBack',
      data: { ...made(command), transferId, fromCustomerId, toCustomerId, from, owners },
    },
  ];
};

const builtOn = ({ contractId }: Contract, transferId: string, later: Transfer): Refusal<ContractRefusal> =>
  refuse('later-transfer', 'C9', {
    contractId,
    transferId,
    laterId: later.transferId,
    laterFrom: later.from,
    customerId: later.customerId,
  });

const sinceOf = ({ customerId, from }: Owner): OwnerSince => ({ customerId, from });
