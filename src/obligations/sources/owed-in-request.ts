import { instantOf } from '../../../domain/kernel/civil.js';
import { nameParts, requestSubject } from '../../../domain/obligation/identity.js';
import type { OwedOfRequest } from '../../../domain/obligation/owed-request.js';
import { derivedUuid } from '../../platform/ledger/identity.js';
import type { Owed } from './source.js';

/** What is owed of a part of a request: its promises, waits, memos and mails, or one of its surveys (O4). */
export const owedInRequest = (
  vendor: string,
  requestId: string,
  customerId: string,
  { kind, about, detail, offset, nominalOn, dueAt, firesAt, provisional, endsAs }: OwedOfRequest,
): Owed => {
  const subject = requestSubject(requestId, detail);
  const id = derivedUuid(vendor, ...nameParts({ kind, subject, offset, ownerId: customerId, lastDay: null }));
  return {
    id,
    named: {
      obligationId: id,
      kind,
      customerId,
      contractId: null,
      termId: null,
      requestId,
      about,
      intakeId: null,
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
