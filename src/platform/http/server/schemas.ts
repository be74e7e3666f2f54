/** JSON Schema of answers, in a short form. Every member is there unless it is named as one that may be missing. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const yesNo: Schema = { type: 'boolean' };
export const day: Schema = {
  type: 'string',
  format: 'date',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  example: '2026-03-01',
};
export const instant: Schema = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  example: '2026-03-01T02:00:00.000Z',
};
/** Of any shape: what is published elsewhere. */
export const anything: Schema = {};

export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const object = (properties: Readonly<Record<string, Schema>>, maybeMissing: readonly string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !maybeMissing.includes(name)),
  properties,
});
export const page = (items: Schema): Schema => object({ items: list(items), nextCursor: orNull(text) });
export const money: Schema = object({
  amount: { type: 'string', example: '12000.00' },
  currency: { type: 'string', example: 'CNY' },
});

const byName = new Map<string, Schema>();

/** A schema that is listed once in the document, under a name. */
export const named = (name: string, schema: Schema): Schema => {
  byName.set(name, schema);
  return { $ref: `#/components/schemas/${name}` };
};
export const namedSchemas = (): Readonly<Record<string, Schema>> => Object.fromEntries(byName);
