import fc from './fast-check.js';
import { type OpenApi, resolved, type Schema } from './openapi.js';

interface Bounded extends Schema {
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Items that a list takes where its schema names no bound. */
const usualItems = 1_000;
const usualLength = 10_000;

/** A text of a share of its longest, as its schema asks for it. */
export const textOf = (document: OpenApi, given: Schema, share: number): string => {
  const schema = resolved(document, given) as Bounded;
  if (schema.enum !== undefined) return String(schema.enum[0]);
  if (typeof schema.example === 'string') return schema.example;
  return 'x'.repeat(Math.max(1, Math.floor((schema.maxLength ?? usualLength) * share)));
};

/**
 * Values that a schema describes, with lists and texts at a share of their bounds: as long as they may be at 1. Now and
 * then a list is one item too long, or a text is.
 */
export function largest(document: OpenApi, given: Schema, share: number, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolved(document, given) as Bounded;
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return fc.oneof(...variants.map((variant) => largest(document, variant, share, depth)));
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map((part) => largest(document, part, share, depth)))
      .map((parts) => Object.assign({}, ...parts) as unknown);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.properties !== undefined)
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [name, largest(document, inner, share, depth + 1)]),
      ),
      { noNullPrototype: true },
    );
  const over = fc.constantFrom(0, 0, 0, 1);
  switch ([schema.type].flat()[0]) {
    case 'array': {
      // One item drawn and repeated: the size matters, not that each differs. Lists in lists stay small, and so do
      // the texts of long lists, or the whole would be beyond the bound of a body.
      const most = Math.min(schema.maxItems ?? usualItems, depth > 1 ? 20 : Infinity);
      return fc
        .tuple(largest(document, schema.items ?? {}, most > usualItems ? share / 20 : share / 2, depth + 1), over)
        .map(([item, more]) => Array.from({ length: Math.ceil(most * share) + more }, () => item));
    }
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 20 });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc
        .tuple(fc.constantFrom('x', '界'), over)
        .map(([sign, more]) =>
          typeof schema.example === 'string' && more === 0
            ? schema.example
            : sign.repeat(Math.max(1, Math.floor((schema.maxLength ?? usualLength) * share)) + more),
        );
    default:
      return fc.constantFrom<unknown>(null, {}, [], 'x'.repeat(Math.floor(usualLength * share)));
  }
}
