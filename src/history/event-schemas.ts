import { roles } from '../../domain/kernel/envelope.js';
import { instant, named, object, oneOf, orNull, type Schema, text, whole } from '../platform/http/server/schemas.js';
import { dataOfEvents, sharedByEvents } from './event-data.js';

/** A2: sealed as stored, plain for those who may read persons, or erased. */
const personal = object({ subject: text, sealed: text, plain: text, erased: { const: true } }, [
  'sealed',
  'plain',
  'erased',
]);

const meta = named(
  'EventMetadata',
  object(
    {
      effectiveAt: instant,
      recordedAt: instant,
      actor: text,
      actorName: text,
      role: oneOf(roles),
      channel: text,
      onBehalfOf: personal,
      reason: text,
      correlationId: text,
      causationId: text,
      importId: text,
      undoneImportId: text,
      policyVersion: whole,
      keyHash: text,
      bodyHash: text,
    },
    ['actorName', 'onBehalfOf', 'reason', 'causationId', 'importId', 'undoneImportId', 'policyVersion'],
  ),
);

/** Customer and contract as known at the event's position; absent where it is about none, and in timelines. */
const party = {
  customerId: text,
  customerCode: orNull(text),
  mergedIntoId: text,
  mergedIntoCode: orNull(text),
  contractId: text,
  contractNo: text,
};

/** What every event has besides its type and data. */
const envelope = named(
  'EventEnvelope',
  object({ id: text, vendor: text, stream: text, revision: whole, position: whole, schema: whole, meta, ...party }, [
    ...Object.keys(party),
  ]),
);

for (const [name, schema] of Object.entries(sharedByEvents)) named(name, schema as Schema);

/** The types of events, and what the data of each is, as one schema each: `ContractRenewedData`. */
export const dataSchemas: ReadonlyMap<string, Schema> = new Map(
  Object.entries(dataOfEvents).map(([type, schema]) => [type, named(`${type}Data`, schema as Schema)]),
);

const events = [...dataSchemas].map(
  ([type, data]) =>
    [
      type,
      named(`${type}Event`, { allOf: [envelope, object({ type: { type: 'string', const: type }, data })] }) as {
        readonly $ref: string;
      },
    ] as const,
);

/** One recorded event; its type decides what its data is. */
export const event = named('Event', {
  oneOf: events.map(([, schema]) => schema),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(events.map(([type, { $ref }]) => [type, $ref])),
  },
});
