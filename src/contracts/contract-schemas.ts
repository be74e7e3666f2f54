import { contractStates } from '../../domain/contract/contract-status.js';
import { agreementKinds, services } from '../../domain/kernel/vocabulary.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  money,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
  yesNo,
  type Schema,
} from '../platform/http/server/schemas.js';

const term = named(
  'Term',
  object({
    termId: text,
    kind: oneOf(['free', 'paid']),
    firstDay: day,
    lastDay: day,
    signedOn: day,
    period: orNull(text),
    payment: oneOf(['paid', 'due']),
    paidOn: orNull(day),
    fee: orNull(money),
    documentNo: orNull(text),
    policyVersion: whole,
  }),
);
const module = object({ code: text, customized: yesNo });
const service = oneOf(['media', 'health-check']);
const decisionMembers = {
  at: instant,
  knownPosition: whole,
  entitled: yesNo,
  outcome: oneOf(['granted', 'granted-with-conditions', 'denied']),
  reason: text,
  policyVersion: whole,
  receipt: text,
};
export const decision = object(decisionMembers);
export const contractSchema = named(
  'Contract',
  object({
    id: text,
    contractNo: text,
    licenceNo: text,
    licenceValid: yesNo,
    customerId: text,
    owners: list(object({ customerId: text, from: orNull(day) })),
    transfers: list(object({ transferId: text, fromCustomerId: text, toCustomerId: text, from: day })),
    product: object({ series: text, name: text, version: text, modules: list(module), installedVersion: text }),
    purchasedOn: day,
    state: oneOf(contractStates),
    terms: list(term),
    suspensions: list(object({ suspensionId: text, from: day, to: orNull(day) })),
    terminatedFrom: orNull(day),
    agreements: list(
      object({
        agreementId: text,
        kind: oneOf(agreementKinds),
        signedOn: day,
        validFrom: day,
        validTo: orNull(day),
        toMajor: orNull(whole),
        scope: orNull(text),
        fee: orNull(money),
      }),
    ),
    upgrades: list(object({ upgradeId: text, version: text, performedOn: day, module: orNull(text) })),
    payments: list(object({ paymentId: text, termId: text, amount: money, paidOn: day, invoiceNo: orNull(text) })),
    open: list(money),
    overpaid: list(object({ termId: text, amount: money })),
    documents: list(object({ termId: text, documentNo: text })),
    allowanceUses: list(
      object({ useId: text, service, termId: text, on: day, reference: orNull(text), givenBack: yesNo }),
    ),
    fee: orNull(money),
    revision: whole,
  }),
);
const listedTerm = object({
  termId: text,
  kind: oneOf(['free', 'paid']),
  firstDay: day,
  lastDay: day,
  payment: oneOf(['paid', 'due']),
});
const listed = named(
  'ListedContract',
  object({
    id: text,
    contractNo: text,
    licenceNo: text,
    customerId: text,
    customerCode: orNull(text),
    customerName: orNull(text),
    series: text,
    product: object({ series: text, name: text, version: text }),
    installedVersion: text,
    purchasedOn: day,
    lastDay: day,
    revision: whole,
    state: oneOf(contractStates),
    terms: list(listedTerm),
    currentTerm: orNull(listedTerm),
    queued: list(listedTerm),
    gap: yesNo,
    unpaid: yesNo,
  }),
);

/** C12: what was paid for the term beyond its fee. */
export const overpaid = {
  ...orNull(money),
  description: 'What was paid for the term beyond its fee; it settles no other term by itself.',
};
/** What every write answers, with the ids of what it made: absent where a repeated command made nothing. */
export const written = (more: Readonly<Record<string, Schema>> = {}, always: readonly string[] = []): Schema =>
  object(
    { id: text, contractNo: text, revision: whole, terms: list(term), ...more },
    Object.keys(more).filter((name) => !always.includes(name)),
  );
export const write = (
  type: abstract new () => object,
  examples: Readonly<Record<string, object>>,
  refuses: readonly ProblemCode[],
  more?: Readonly<Record<string, Schema>>,
  status: 200 | 201 = 201,
): RouteDocs => ({
  status,
  answer: written(more),
  refuses,
  body: { type },
  examples,
});
const covering = {
  ...orNull(text),
  description: 'Of requests and visits: the contract by which it was granted.',
};
const then = object({ ...decisionMembers, contractId: covering }, ['contractId']);
const now = orNull(
  object({ knownPosition: whole, entitled: yesNo, outcome: text, reason: text, contractId: covering }, ['contractId']),
);
/** A recorded decision, and what the same question is answered now. */
export const thenAndNow = { then, now };
export const differing = named(
  'DifferingDecision',
  object(
    {
      kind: oneOf(['upgrade', 'request', 'visit']),
      id: text,
      contractId: text,
      customerId: text,
      on: day,
      targetVersion: orNull(text),
      module: orNull(text),
      service: oneOf(services),
      requestId: text,
      requestNo: text,
      position: whole,
      ...thenAndNow,
    },
    ['service', 'requestId', 'requestNo'],
  ),
);
const days = { firstDay: day, lastDay: day };
/** What the command changes of the days in terms: gaps opened and closed, terms that lie elsewhere now. */
export const coverage = {
  opened: list(object(days)),
  closed: list(object(days)),
  moved: list(object({ termId: text, from: orNull(object(days)), to: orNull(object(days)), avoids: list(text) })),
};
/** Null while the views are behind: the command is recorded all the same. */
export const impact = {
  impact: orNull(list(differing)),
  impactCursor: {
    ...text,
    description:
      'Where more requests are yet to be asked again: the `cursor` that goes on in `GET /contracts/{id}/impact`.',
  },
  ...coverage,
};
const nextCursor = { ...text, description: 'Absent where all decisions were asked again.' };
export const impacted: RouteDocs = {
  answer: object({ contractId: text, knownPosition: whole, decisions: list(differing), nextCursor }, ['nextCursor']),
  refuses: ['cursor-invalid'],
};
/** Refusals of whatever lays terms. */
export const termRefusals = ['terms-overlap', 'term-runs-backwards'] as const;
/** Refusals of whatever gives a contract its numbers. */
export const numberRefusals = ['number-held', 'number-claimed'] as const;
/** Refusals of what was done on a day without right (D9). */
export const rightRefusals = ['licence-revoked-that-day', 'suspended-that-day', 'unpaid-that-day'] as const;

export const find: RouteDocs = {
  answer: page(listed),
  refuses: ['cursor-invalid', 'forbidden', 'search-too-large'],
  csv: true,
};
export const get: RouteDocs = { answer: contractSchema, etag: true };
