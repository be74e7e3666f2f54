import type { Day } from '../../domain/kernel/civil.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';

/** The span that covers a day: from its first day to before its end. */
const onDay = <S extends { readonly from: Day; readonly to: Day | null }>(
  spans: readonly S[],
  day: Day,
): S | undefined => spans.find(({ from, to }) => from <= day && (to === null || day < to));

/** C7: the id of the customer that owns a contract on a day. */
export const ownerOn = ({ owners }: ContractListRow, day: Day): string | undefined => onDay(owners, day)?.customerId;

/** D2: the state of a contract on a day. */
export const stateOn = ({ states }: ContractListRow, day: Day): ContractListRow['states'][number]['state'] =>
  onDay(states, day)?.state ?? 'not-started';
