import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApi, Operation } from './openapi.js';

/** Names what an answer holds that the document does not, or lacks that it promises; an empty text where they agree. */
export type Described = (operation: Operation, status: number, contentType: string, body: unknown) => string;

/**
 * Objects of answers may hold nothing that is not described: closed here, so that clients are not made to refuse
 * news.
 */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member)]));
  return 'properties' in inner && 'required' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

export function describedBy(document: OpenApi): Described {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
  // Problems are described by two parts that add up; the first must not be closed against the second.
  const { Problem, ...schemas } = document.components.schemas;
  ajv.addSchema({ $id: 'openapi', components: { schemas: { ...(closed(schemas) as object), Problem } } });
  const made = new Map<object, ValidateFunction>();
  const validator = (schema: object): ValidateFunction => {
    const known =
      made.get(schema) ??
      ajv.compile(
        JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components/', '"openapi#/components/')) as object,
      );
    made.set(schema, known);
    return known;
  };
  return ({ name, answers }, status, contentType, body) => {
    const media = answers[String(status)]?.content?.[contentType.split(';')[0]!];
    if (media?.schema === undefined) return `${name}: ${status} ${contentType} is not described`;
    const valid = validator(media.schema);
    if (valid(body)) return '';
    const [error] = valid.errors!;
    return `${name}: ${status} ${error!.instancePath} ${error!.message} ${JSON.stringify(error!.params)}`;
  };
}
