import { type Day, instantOf } from '../../../domain/kernel/civil.js';
import { nameParts, requestSubject } from '../../../domain/obligation/identity.js';
import type { ObligationKind, Suppression } from '../../../domain/obligation/kinds.js';
import type { OwedOfRequest } from '../../../domain/obligation/owed-request.js';
import { derivedUuid } from '../../platform/ledger/identity.js';
import type { Owed } from './source.js';

/** What is owed of a part of a request, of an intake or of an address. Instants are epoch ms. */
interface OwedBeside {
  readonly kind: ObligationKind;
  /** O4: what makes it the one it is. */
  readonly subject: string;
  readonly about: string;
  /** Null where nobody is known to be the customer. */
  readonly customerId: string | null;
  readonly requestId?: string;
  readonly intakeId?: string;
  readonly offset?: number;
  readonly nominalOn: Day;
  readonly dueAt: number;
  readonly firesAt: number;
  readonly provisional: boolean;
  readonly endsAs: Suppression | null;
}

/** An obligation that no contract owes (O4). */
export const owedBesideContracts = (
  vendor: string,
  {
    kind,
    subject,
    about,
    customerId,
    requestId,
    intakeId,
    offset = 0,
    nominalOn,
    dueAt,
    firesAt,
    provisional,
    endsAs,
  }: OwedBeside,
): Owed => {
  const id = derivedUuid(vendor, ...nameParts({ kind, subject, offset, ownerId: customerId ?? '', lastDay: null }));
  return {
    id,
    named: {
      obligationId: id,
      kind,
      customerId,
      contractId: null,
      termId: null,
      requestId: requestId ?? null,
      about,
      intakeId: intakeId ?? null,
      offset,
      lastDay: null,
      nominalOn,
      dueAt: instantOf(dueAt),
      catchUp: false,
      endsTerm: false,
    },
    nominalOn,
    dueAt,
    firesAt,
    provisional,
    backfilled: false,
    endsAfter: null,
    endsAs,
  };
};

/** What is owed of a part of a request: its promises, waits, memos and mails, or one of its surveys. */
export const owedInRequest = (
  vendor: string,
  requestId: string,
  customerId: string,
  { detail, ...owed }: OwedOfRequest,
): Owed => owedBesideContracts(vendor, { ...owed, subject: requestSubject(requestId, detail), requestId, customerId });
