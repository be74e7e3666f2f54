import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApi, Operation } from './openapi.js';

/** Names what an answer holds that the document does not, or lacks that it promises; an empty text where they agree. */
export type Described = (operation: Operation, status: number, contentType: string, body: unknown) => string;

/**
 * Objects of answers may hold nothing that is not described: closed here, so that clients are not made to refuse
 * news. Parts that add up (`allOf`) are closed as a whole.
 */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  if ('allOf' in value) return { ...value, allOf: value.allOf, unevaluatedProperties: false };
  const inner = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member)]));
  return 'properties' in inner && 'required' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

const partOfOthers = (schemas: object): ReadonlySet<string> =>
  new Set(
    [...JSON.stringify(schemas).matchAll(/"allOf":\[\{"\$ref":"#\/components\/schemas\/(\w+)"\}/g)].map(
      ([, name]) => name!,
    ),
  );

/** Compiles schemas of the document, closed. */
export function validatorsOf(document: OpenApi): (schema: object) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
  const open = partOfOthers(document);
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      open.has(name) ? schema : closed(schema),
    ]),
  );
  ajv.addSchema({ $id: 'openapi', components: { schemas } });
  const made = new Map<object, ValidateFunction>();
  return (schema) => {
    const known =
      made.get(schema) ??
      ajv.compile(
        JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components/', '"openapi#/components/')) as object,
      );
    made.set(schema, known);
    return known;
  };
}

export function describedBy(document: OpenApi): Described {
  const validator = validatorsOf(document);
  return ({ name, answers }, status, contentType, body) => {
    const answer = answers[String(status)];
    if (answer !== undefined && answer.content === undefined && body === '') return '';
    const media = answer?.content?.[contentType.split(';')[0]!];
    if (media?.schema === undefined) return `${name}: ${status} ${contentType} is not described`;
    const valid = validator(media.schema);
    if (valid(body)) return '';
    const [error] = valid.errors!;
    return `${name}: ${status} ${error!.instancePath} ${error!.message} ${JSON.stringify(error!.params)}`;
  };
}
