import type { ObligationNamed } from '../../domain/obligation/obligation.events.js';
import type { ObligationRow } from '../../projections/obligations/obligations.row.js';
import { sourceNames } from './source-names.js';
import type { GroupKey } from './source.js';

/** What events name, from the row of an obligation of which something is recorded. */
export const namedIn = (row: ObligationRow): ObligationNamed => ({
  obligationId: row.obligationId,
  kind: row.kind,
  customerId: row.customerId,
  contractId: row.contractId,
  termId: row.termId,
  requestId: row.requestId,
  about: row.about,
  intakeId: row.intakeId,
  offset: row.offset,
  lastDay: row.lastDay,
  nominalOn: row.nominalOn,
  dueAt: row.dueAt,
  catchUp: row.catchUp,
  endsTerm: false,
});

type Subject = Pick<ObligationNamed, 'customerId' | 'contractId' | 'requestId' | 'intakeId' | 'about' | 'lastDay'>;

/** The group of an obligation, by what it is recorded or listed with. */
export const groupOf = ({ customerId, contractId, requestId, intakeId, about, lastDay }: Subject): GroupKey => ({
  source: contractId !== null ? sourceNames.contract : requestId !== null ? sourceNames.request : sourceNames.intake,
  subjectId: contractId ?? requestId ?? intakeId ?? '',
  customerId: customerId ?? '',
  part: lastDay ?? about ?? '',
});
