import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { ObligationRow } from '../../../projections/obligations/obligations.row.js';
import { sourceNames, surveyKinds } from '../sources/source-names.js';
import type { GroupKey } from '../sources/source.js';

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

type Subject = Pick<
  ObligationNamed,
  'kind' | 'customerId' | 'contractId' | 'requestId' | 'intakeId' | 'about' | 'lastDay'
>;

/** The group of an obligation, by what it is recorded or listed with. */
export const groupOf = ({ kind, customerId, contractId, requestId, intakeId, about, lastDay }: Subject): GroupKey => ({
  source: sourceOf({ kind, contractId, requestId }),
  subjectId: contractId ?? requestId ?? intakeId ?? customerId ?? '',
  customerId: customerId ?? '',
  part: lastDay ?? about ?? '',
});

const sourceOf = ({ kind, contractId, requestId }: Pick<Subject, 'kind' | 'contractId' | 'requestId'>): string => {
  if (contractId !== null) return sourceNames.contract;
  if (kind === 'address-failed') return sourceNames.address;
  if (requestId === null) return sourceNames.intake;
  return surveyKinds.has(kind) ? sourceNames.survey : sourceNames.request;
};
