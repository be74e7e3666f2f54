import { dataOfEvents, dataSchemas, sharedByEvents } from '../history/history.port.js';
import type { DescribedWebhooks } from '../platform/http/server/openapi.js';
import {
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  type Schema,
  text,
  whole,
} from '../platform/http/server/schemas.js';
import { announcedTypes, entitlementChanged } from './types.js';

/** Customer and contract as known at the event's position; absent where it is about none. */
const party = {
  customerid: text,
  customercode: text,
  mergedintoid: text,
  mergedintocode: text,
  contractid: text,
  contractno: text,
};

/** What every delivery has besides its type and data (CloudEvents 1.0). */
const cloudEvent = named(
  'DeliveredEvent',
  object(
    {
      specversion: { type: 'string', const: '1.0' },
      id: text,
      source: { type: 'string', example: '/vendors/seeyon' },
      subject: text,
      time: instant,
      datacontenttype: { type: 'string', const: 'application/json' },
      sequence: { type: 'string', description: 'Position in the ledger' },
      partitionkey: text,
      streamrevision: whole,
      schemaversion: whole,
      effectiveat: instant,
      ...party,
    },
    ['streamrevision', 'schemaversion', ...Object.keys(party)],
  ),
);

const components = '#/components/schemas/';
const isPersonal = ({ $ref }: Schema): boolean => String($ref).startsWith(`${components}Personal`);

/**
 * The data of an event as it is delivered: what is about a person is its value where the subscription has
 * `includePersonal` and the person is not erased, else it is left out (A2). Undefined where nothing is about a person.
 */
const delivered = (schema: Schema): Schema | undefined => {
  if (isPersonal(schema)) {
    const { oneOf } = referred(schema) as { readonly oneOf: readonly { readonly properties: { plain?: Schema } }[] };
    return oneOf.find(({ properties }) => properties.plain !== undefined)!.properties.plain;
  }
  if (schema['$ref'] !== undefined) return delivered(referred(schema));
  if (schema['items'] !== undefined) {
    const items = delivered(schema['items'] as Schema);
    return items === undefined ? undefined : { ...schema, items };
  }
  if (Array.isArray(schema['anyOf'])) {
    const options = schema['anyOf'] as readonly Schema[];
    const shown = options.map(delivered);
    return shown.every((option) => option === undefined)
      ? undefined
      : { ...schema, anyOf: options.map((option, index) => shown[index] ?? option) };
  }
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const shown = Object.entries(properties).map(([name, member]) => [name, delivered(member)] as const);
  const changed = shown.flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const]));
  if (changed.length === 0) return undefined;
  const persons = new Set(changed.map(([name]) => name));
  return {
    ...schema,
    properties: { ...properties, ...Object.fromEntries(changed) },
    required: (schema['required'] as readonly string[]).filter((name) => !persons.has(name)),
  };
};

const referred = ({ $ref }: Schema): Schema => {
  const name = String($ref).slice(components.length);
  return sharedByEvents[name] as Schema;
};

const header = (name: string, description: string, schema: Schema) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});
const parameters = {
  WebhookId: header('webhook-id', 'The same at every attempt: store the ids that were received.', text),
  WebhookTimestamp: header('webhook-timestamp', 'Seconds since 1970; reject one older than five minutes.', text),
  WebhookSignature: header('webhook-signature', 'One signature (Standard Webhooks) for each secret.', text),
};

const operation = (type: string, name: string, data: Schema, more = '') => {
  const schema = named(`${name}Delivery`, {
    allOf: [cloudEvent, object({ type: { type: 'string', const: `service-ledger.${type}` }, data })],
  });
  return {
    operationId: `receive${name}`,
    summary: type,
    description: `${more}See docs/webhooks.md for order, retries and signatures.`,
    tags: ['webhooks'],
    security: [],
    parameters: Object.keys(parameters).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/cloudevents+json': { schema } } },
    responses: {
      '2XX': { description: 'Received; the event is not sent again.' },
      '410': { description: 'Nothing more is wanted: the subscription is paused.' },
    },
  };
};

/** One webhook for each type of event that can be subscribed to. */
export const webhooksOfApi = (): DescribedWebhooks => ({
  parameters,
  webhooks: Object.fromEntries([...described, changed].map(([type, post]) => [type, { post }])),
});

const described = announcedTypes.map((type) => {
  const data = dataSchemas.get(type);
  if (data === undefined) throw new Error(`${type} has no schema: npm run docs:events`);
  return [type, operation(type, type, delivered(dataOfEvents[type] as Schema) ?? data)] as const;
});

const changed = [
  entitlementChanged,
  operation(
    entitlementChanged,
    'EntitlementChanged',
    object(
      {
        scope: { ...oneOf(['customer', 'series', 'vendor']), description: 'whose entitlements may have changed' },
        customers: {
          ...list(object({ customerId: text, customerCode: orNull(text) })),
          description: 'the customer, the one that answers for merged ones first',
        },
        contractId: text,
        contractNo: text,
        series: text,
        because: { ...text, description: 'the type of the recorded event' },
        eventId: text,
        position: whole,
      },
      ['customers', 'contractId', 'contractNo', 'series'],
    ),
    'Derived: something was recorded that may change entitlements. ',
  ),
] as const;
