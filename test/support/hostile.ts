import fc from './fast-check.js';
import { type OpenApi, type Parameter, resolved, type Schema } from './openapi.js';

/** Real ids by the name of the field or parameter that takes them: own ones, and ones that must lead nowhere. */
export type Pool = Readonly<Record<string, readonly string[]>>;

const own = (name: string, value: unknown): unknown => JSON.parse(`{"${name}":${JSON.stringify(value)}}`);
const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

const texts = [
  '',
  ' ',
  '\t',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff',
  'a\ud83d',
  '\u202Etxet',
  '\u200f\u0627\u0644',
  '\uFEFFx',
  '𠮷野家',
  '👩‍👩‍👧',
  'e\u0301',
  '\u00e9',
  'ＫＨ００１',
  'ﬁ',
  'İ',
  'ß',
  '\u2028',
  '\u0085',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'null',
  'undefined',
  'true',
  '-0',
  '1e308',
  '9007199254740993',
  '0x10',
  '١٢٣',
  '1e5',
  '+1',
  '-1',
  '0',
  '00',
  '1_000',
  "'; DROP TABLE events;--",
  '" OR 1=1',
  '%',
  '_%',
  '%00',
  '..',
  '../../etc/passwd',
  '{name}',
  '{{value}}',
  '$&',
  "$'",
  '<script>',
  '${7*7}',
  '*',
  'a,b',
  'a;b',
  'seeyon',
  'huaruan',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '1900-01-01',
  '1899-12-31',
  '10000-01-01',
  '-000001-01-01',
  '2026-2-1',
  '2026-02-28T24:00:00Z',
  '2026-13-01T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  '2026-03-01T08:00:00+99:99',
  '2026-03-01T08:00:00[Asia/Shanghai]',
  'P0D',
  'P-1Y',
  '-P1Y',
  'P1000000Y',
  'P100Y',
  'P99999999999999999999Y',
  'P1Y1M1W1D',
  'PT1H',
  'P',
  'P1.5Y',
  '999999999999999.99',
  '99999999999999999999.99',
  '0.001',
  '0',
  '-1.00',
  '4.111',
  'V',
  '.5',
  '9999999999999.99',
  '0.00',
  '4.11',
];
const numbers = [-0, 0, -1, 1, 0.1, 5e-324, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 63)];
const others = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  own('__proto__', { polluted: 1 }),
  own('constructor', { prototype: {} }),
  own('toString', 1),
  own('length', -1),
  { plain: 'x', subject: 'y' },
  { subject: 'y', sealed: 'AAAA' },
  { subject: 'y', erased: true },
];

/** Any value that no caller should send, and some that merely look so. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...texts) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...others) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      'x'.repeat(501),
      '界'.repeat(5_000),
      'x'.repeat(100_000),
      deep(31),
      deep(40),
      deep(2_000),
      Array.from({ length: 1_000 }, () => 1),
      '\u0301'.repeat(3_000),
    ),
  },
);
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(501), 'x'.repeat(9_000), '界'.repeat(1_000)) },
);

const days = fc
  .integer({ min: 0, max: 1_500 })
  .map((offset) => new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10));
let made = 0;

/** A value that a schema describes, with real ids where the name of the field asks for one. */
export function plausible(document: OpenApi, given: Schema, pool: Pool, name = ''): fc.Arbitrary<unknown> {
  const schema = resolved(document, given);
  const ids = pool[name];
  if (ids !== undefined && ids.length > 0) return fc.constantFrom<unknown>(...ids);
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return fc.oneof(...variants.map((variant) => plausible(document, variant, pool, name)));
  if (schema.allOf !== undefined)
    return plausible(
      document,
      {
        ...schema.allOf[0],
        properties: Object.assign({}, ...schema.allOf.map((part) => resolved(document, part).properties)) as Record<
          string,
          Schema
        >,
      },
      pool,
      name,
    );
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.properties !== undefined) return objectOf(document, schema, pool);
  switch (Array.isArray(schema.type) ? (schema.type as readonly string[])[0] : schema.type) {
    case 'array':
      return fc.array(plausible(document, schema.items ?? {}, pool, name), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 20 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textLike(schema.example, name);
  }
}

const textLike = (example: unknown, name: string): fc.Arbitrary<unknown> => {
  if (typeof example === 'string' && /^\d{4}-\d\d-\d\d/.test(example)) return days;
  // Numbers and codes that are unique among their kind need a new one each time, or nothing would ever be written.
  const fresh = fc.constant(name).map(() => `${name}-${(made += 1)}`);
  return /No$|code$/i.test(name)
    ? fresh
    : example === undefined
      ? fc.constantFrom('x', '说明', '說明文字')
      : fc.constant(example);
};

function objectOf(document: OpenApi, { properties = {}, required = [] }: Schema, pool: Pool): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, plausible(document, inner, pool, name)]),
  );
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return fc
    .tuple(
      fc.record(model, { noNullPrototype: true }),
      fc.array(fc.constantFrom('', ...optional), { maxLength: optional.length * 2 }),
    )
    .map(([whole, stored]) =>
      Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name) || stored.includes(name))),
    );
}

interface Mutation {
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap' | 'rename';
  readonly at: number;
  readonly value: unknown;
  readonly name: string;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'rename'),
  at: fc.nat(),
  value: hostile,
  name: fc.oneof(
    fc.constantFrom('colour', '__proto__', 'constructor', 'hasOwnProperty', 'subject', ''),
    hostileText.map((text) => text.slice(0, 50)),
  ),
});

/** The same with up to three faults put in at random places. */
export const mutated = (base: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(base, fc.array(mutation, { maxLength: 3 }))
    .map(([value, mutations]) => mutations.reduce(mutate, structuredClone(value)));

function mutate(root: unknown, { kind, at, value: given, name }: Mutation): unknown {
  // A copy: the next mutation may change it, and the hostile values are shared.
  const value = structuredClone(given);
  const places: [holder: Record<string, unknown>, member: string][] = [];
  const allPages = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || places.length > 500) return;
    for (const member of Object.keys(value)) {
      places.push([value as Record<string, unknown>, member]);
      allPages((value as Record<string, unknown>)[member]);
    }
  };
  allPages(root);
  const place = places[at % (places.length + 1)];
  if (place === undefined) return kind === 'replace' ? value : root;
  const [holder, member] = place;
  const write = (key: string, what: unknown) =>
    Object.defineProperty(holder, key, { value: what, enumerable: true, configurable: true, writable: true });
  if (kind === 'replace') write(member, value);
  else if (kind === 'wrap') write(member, [holder[member]]);
  else if (kind === 'add') write(Array.isArray(holder) ? String(holder.length) : name, value);
  else if (!Array.isArray(holder)) {
    const before = holder[member];
    delete holder[member];
    if (kind === 'rename') write(name, before);
  }
  return root;
}

/** A text as it may be part of an address; half characters go as the bytes that some clients send. */
export const encoded = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
};

/** A query: each parameter absent, as it should be, hostile or twice; now and then one that there is not. */
export function queryOf(document: OpenApi, parameters: readonly Parameter[], pool: Pool): fc.Arbitrary<string> {
  const each = parameters.map(({ name, schema, required }) => {
    const good = plausible(document, schema, pool, name).map((value) => [`${name}=${encoded(String(value))}`]);
    const bad = hostileText.map((text) => [`${name}=${encoded(text)}`]);
    return fc.oneof(
      { weight: required ? 12 : 4, arbitrary: good },
      { weight: required ? 1 : 6, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: bad },
      { weight: 1, arbitrary: fc.tuple(good, bad).map(([a, b]) => [...a, ...b]) },
    );
  });
  const strange = fc.oneof(
    { weight: 20, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ['colour=1'],
        ['__proto__=1'],
        ['constructor[prototype]=1'],
        ['%=1'],
        ['=', '&&'],
        ['a=%E4%BD'],
        ['toString'],
        ['x'.repeat(9_000)],
      ),
    },
  );
  return fc.tuple(strange, ...each).map((parts) => parts.flat().join('&'));
}
