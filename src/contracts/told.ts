import type { Contract } from '../../domain/contract/contract.state.js';
import { deliveredSince } from '../../domain/contract/ending.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import { type ContractOutcome, writtenAnswer } from './contract-answers.js';
import type { TerminateDto } from './contracts.dto.js';
import type { Impact } from './impact.js';

export type Written = ContractOutcome & { readonly state: Contract };

/** What a route answers of a command that was taken. */
export type Told = (outcome: Written, vendor: string, impact: Impact) => Promise<object>;

export const plainly: Told = (outcome) => Promise.resolve(writtenAnswer(outcome));

/**
 * Of what can be said of days gone by: with the recorded decisions that come out differently now (C9), as known when
 * it was recorded, so
 * that it is answered alike when said again (C11). The command stands whatever the views do: while they are behind
 * `impact` is null.
 */
export const reachingBack: Told = async (outcome, vendor, impact) => ({
  ...writtenAnswer(outcome),
  impact: await impactOf(outcome, vendor, impact),
});

/** C6: with what was delivered since. */
export const ended =
  ({ from }: TerminateDto): Told =>
  async (outcome, vendor, impact) => ({
    ...(await reachingBack(outcome, vendor, impact)),
    delivered: deliveredSince(outcome.state, from),
  });

const impactOf = async ({ state, revision }: Written, vendor: string, impact: Impact) => {
  if (state.upgrades.length === 0) return [];
  try {
    return await impact.at(vendor, state.contractId, revision);
  } catch (error) {
    if (error instanceof ViewsBehind) return null;
    throw error;
  }
};
