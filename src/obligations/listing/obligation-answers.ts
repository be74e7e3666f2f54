import { instantOf } from '../../../domain/kernel/civil.js';
import { vendorKey } from '../../../domain/obligation/obligation.events.js';
import { turnOf } from '../../../domain/obligation/supersession.js';
import type { ObligationKind, ObligationState, Suppression } from '../../../domain/obligation/kinds.js';
import type { ContractOwingRow, ObligationRow } from '../../../projections/obligations/obligations.row.js';
import type { Owed, OwedGroup } from '../sources/source.js';

/** An obligation as lists and answers show it. */
export interface ShownObligation {
  readonly id: string;
  readonly kind: ObligationKind;
  readonly state: ObligationState;
  readonly reason: string | null;
  readonly dueAt: string;
  readonly nominalOn: string;
  readonly provisional: boolean;
  readonly catchUp: boolean;
  /** What would keep it from being sent now; null: nothing that the contract knows. Of what has ended: null. */
  readonly outlook: string | null;
  readonly customerId: string | null;
  readonly contractId: string | null;
  readonly contractNo: string | null;
  readonly termId: string | null;
  readonly requestId: string | null;
  /** Which part of the request: its registration, a cycle, a promise, a wait, a memo. */
  readonly about: string | null;
  readonly intakeId: string | null;
  readonly offset: number;
  readonly lastDay: string | null;
  readonly recipients: readonly { contactId: string | null; role: string; state: string; code: string | null }[];
  readonly supersededBy: string | null;
  readonly sentAt: string | null;
  readonly endedAt: string | null;
  readonly error: string | null;
}

const managerPrefix = 'manager-';

const shownRecipient = ({ key, state, code }: ObligationRow['recipients'][number]) => {
  const role = key === vendorKey ? 'desk' : key.startsWith(managerPrefix) ? 'manager' : 'contact';
  return { contactId: role === 'contact' ? key : null, role, state, code };
};

/** The last failure of those who have not accepted it. */
const errorOf = ({ recipients }: ObligationRow): string | null =>
  recipients.findLast(({ state }) => state !== 'accepted')?.code ?? null;

/** What is recorded of one; `group`: where it is derived still, for what has not ended. */
export const recorded = (
  row: ObligationRow,
  contract: Pick<ContractOwingRow, 'contractNo'> | undefined,
  found: { readonly group: OwedGroup; readonly owed: Owed } | undefined,
  now: number,
): ShownObligation => ({
  id: row.obligationId,
  kind: row.kind,
  state: row.state,
  reason: row.reason,
  dueAt: row.dueAt,
  nominalOn: row.nominalOn,
  provisional: row.state === 'due' && found?.owed.provisional === true,
  catchUp: row.catchUp,
  outlook:
    row.state !== 'due'
      ? null
      : found === undefined
        ? row.contractId === null
          ? null
          : 'withdrawn'
        : outlookOf(found.owed, found.group, now),
  customerId: row.customerId,
  contractId: row.contractId,
  contractNo: contract?.contractNo ?? null,
  termId: row.termId,
  requestId: row.requestId,
  about: row.about,
  intakeId: row.intakeId,
  offset: row.offset,
  lastDay: row.lastDay,
  recipients: row.recipients.map(shownRecipient),
  supersededBy: row.supersededBy,
  sentAt: row.state === 'sent' ? row.endedAt : null,
  endedAt: row.endedAt,
  error: errorOf(row),
});

/** What would keep it from being done at an instant. */
const outlookOf = ({ endsAs, firesAt }: Owed, group: OwedGroup, now: number): Suppression | null =>
  endsAs ?? (Number.isFinite(firesAt) ? group.suppressionAt(now) : 'paused');

/** One of which nothing is recorded. `open`: those of its group of which nothing is recorded either. */
export const derived = (
  owed: Owed,
  group: OwedGroup,
  open: readonly Owed[],
  contract: Pick<ContractOwingRow, 'contractNo'> | undefined,
  now: number,
): ShownObligation => {
  const { id, named, backfilled, provisional, firesAt } = owed;
  const turn = turnOf(open, Number.isFinite(firesAt) ? Math.max(now, firesAt) : now, group.zone);
  const superseding = turn.superseded.find(({ obligation }) => obligation.id === id);
  const state = backfilled ? 'suppressed' : firesAt <= now ? 'due' : 'planned';
  return {
    id,
    kind: named.kind,
    state,
    reason: backfilled ? 'backfilled' : null,
    dueAt: instantOf(owed.dueAt),
    nominalOn: owed.nominalOn,
    provisional,
    catchUp: named.catchUp,
    outlook: backfilled ? null : (outlookOf(owed, group, now) ?? (superseding === undefined ? null : 'superseded')),
    customerId: named.customerId,
    contractId: named.contractId,
    contractNo: contract?.contractNo ?? null,
    termId: named.termId,
    requestId: named.requestId,
    about: named.about,
    intakeId: named.intakeId,
    offset: named.offset,
    lastDay: named.lastDay,
    recipients: [],
    supersededBy: backfilled ? null : (superseding?.by ?? null),
    sentAt: null,
    endedAt: null,
    error: null,
  };
};
