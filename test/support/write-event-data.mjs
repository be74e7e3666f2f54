import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

/** Types that the schemas name by their format, or that would have a name of their own for no use. */
const formats = { Day: { type: 'string', format: 'date' }, Instant: { type: 'string', format: 'date-time' } };
const prefix = '#/definitions/';
/** Answers of the API have schemas of these names too, for what people read: these are the recorded ones. */
const publishedName = (name) => {
  const person = /^Personal<(\w+)>$/.exec(name)?.[1];
  if (person !== undefined) return person === 'string' ? 'PersonalText' : `Personal${person}`;
  return `Recorded${name}`;
};

/** What the ledger has of a person: sealed where events are stored, plain or erased where they are opened. */
const personal = (plain) => ({
  description: 'About a person: sealed in the ledger, plain to whom may read it, erased once its key was destroyed.',
  oneOf: [
    {
      type: 'object',
      required: ['subject', 'sealed'],
      properties: { subject: { type: 'string' }, sealed: { type: 'string' } },
    },
    { type: 'object', required: ['subject', 'plain'], properties: { subject: { type: 'string' }, plain } },
    {
      type: 'object',
      required: ['subject', 'erased'],
      properties: { subject: { type: 'string' }, erased: { type: 'boolean', const: true } },
    },
  ],
});

/** The data of every type of event, and what several have in common, as JSON Schema, from the types in `domain/`. */
function eventData() {
  const generator = createGenerator({
    path: 'domain/*/*.events.ts',
    tsconfig: 'tsconfig.pure.json',
    skipTypeCheck: true,
    expose: 'export',
    topRef: false,
    additionalProperties: true,
    encodeRefs: false,
    jsDoc: 'basic',
    sortProps: false,
  });
  const data = {};
  const shared = {};
  for (const name of filesOfEvents().flatMap(unionsIn)) {
    const { anyOf, definitions = {}, ...alone } = generator.createSchema(name);
    const published = (value) => {
      if (Array.isArray(value)) return value.map(published);
      if (typeof value !== 'object' || value === null) return value;
      if (typeof value.$ref !== 'string')
        return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, published(inner)]));
      const referred = value.$ref.slice(prefix.length);
      const definition = definitions[referred];
      if (formats[referred] !== undefined) return { ...formats[referred], ...without(value, '$ref') };
      if (definition.enum !== undefined) return published({ ...definition, ...without(value, '$ref') });
      const shown = publishedName(referred);
      if (shared[shown] === undefined) {
        shared[shown] = {};
        const person = /^Personal<(.+)>$/.exec(referred)?.[1];
        shared[shown] = published(
          person === undefined ? definition : personal(definitions[`Plain<${person}>`].properties.plain),
        );
      }
      return { ...published(without(value, '$ref')), $ref: `#/components/schemas/${shown}` };
    };
    // Events of another file that a union takes in are written from there.
    for (const { properties } of anyOf ?? [alone])
      if (properties !== undefined) data[properties.type.const] = published(properties.data);
  }
  return { data, shared };
}

const without = (value, member) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== member));
const filesOfEvents = () =>
  readdirSync('domain')
    .sort()
    .map((aggregate) => `domain/${aggregate}/${aggregate}.events.ts`)
    .filter(existsSync);
const unionsIn = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^export type (\w+Event) =/gm)].map(([, name]) => name);

/** The text of the file. */
const eventDataText = () => {
  const { data, shared } = eventData();
  const sorted = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ data: sorted(data), shared: sorted(shared) }, undefined, 1)}\n`;
};

if (process.argv[2] === '--print') process.stdout.write(eventDataText());
else writeFileSync('src/history/event-data.json', eventDataText());
