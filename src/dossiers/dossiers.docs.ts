import { languages, services } from '../../domain/kernel/vocabulary.js';
import { obligationKinds, obligationStates, suppressions } from '../../domain/obligation/kinds.js';
import { by, lifeSchema } from '../contract-life/contract-life.port.js';
import { contractSchema, differingSchema } from '../contracts/contracts.port.js';
import { customerSchema } from '../customers/customers.port.js';
import { entitlement, hashedQuestion } from '../entitlements/entitlements.port.js';
import { sentencesSchema } from '../explanations/explanations.port.js';
import { requestSchema, surveySchema } from '../requests/requests.port.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';

const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const event = named(
  'DossierEvent',
  object({
    position: whole,
    text,
    recordedAt: instant,
    by,
    reason: orNull(text),
    id: text,
    stream: text,
    revision: whole,
    type: text,
    effectiveAt: instant,
    channel: text,
    sha256: digest,
  }),
);
const request = object({ request: requestSchema, surveys: list(surveySchema), events: list(event) });
const obligation = named(
  'DossierObligation',
  object({
    id: text,
    kind: oneOf(obligationKinds),
    state: oneOf(obligationStates),
    reason: orNull(oneOf(suppressions)),
    outlook: orNull(oneOf([...suppressions, 'superseded'])),
    nominalOn: day,
    dueAt: instant,
    customerId: orNull(text),
    contractId: orNull(text),
    requestId: orNull(text),
    about: orNull(text),
    lastDay: orNull(day),
    recipients: list(object({ state: oneOf(['accepted', 'waiting', 'failed']), code: orNull(text) })),
    supersededBy: orNull(text),
    endedAt: orNull(instant),
    position: orNull(whole),
  }),
);

const schema = named(
  'Dossier',
  object({
    about: oneOf(['contract', 'customer']),
    id: text,
    title: text,
    vendor: text,
    company: text,
    language: oneOf(languages),
    zone: text,
    at: instant,
    today: day,
    knownAt: orNull(instant),
    knownPosition: whole,
    madeAt: instant,
    customer: customerSchema,
    events: list(event),
    contracts: list(
      object({
        contract: contractSchema,
        life: lifeSchema,
        events: list(event),
        differing: list(differingSchema),
        differingComplete: yesNo,
      }),
    ),
    requests: list(request),
    obligations: list(obligation),
    omitted: object({ requests: whole, obligations: whole }),
    policies: list(
      object({
        version: whole,
        effectiveFrom: day,
        sha256: text,
        publishedAt: instant,
        position: whole,
        applies: yesNo,
      }),
    ),
    decisions: list(
      object({ service: oneOf(services), answer: entitlement, question: hashedQuestion, words: sentencesSchema }),
    ),
    seal: orNull(object({ position: whole, chain: digest })),
  }),
);

export const dossier: RouteDocs = { answer: schema, otherwise: { 'text/html': text }, refuses: ['dossier-too-large'] };
