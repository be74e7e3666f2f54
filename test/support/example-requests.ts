import { type OpenApi, type Operation, resolved } from './openapi.js';

/** Ids by the name under which addresses and bodies ask for them. */
export type Ids = Record<string, string>;

/**
 * The address of an operation with ids of this run; `x` where it has none. `/intakes/{id}` is addressed by what was
 * remembered as `intakeId`.
 */
export const addressOf = ({ path }: Operation, mine: Ids): string =>
  path.replaceAll(/(\w+)s\/\{id\}|\{(\w+)\}/g, (_, kind: string | undefined, name: string) =>
    kind === undefined ? (mine[name] ?? 'x') : `${kind}s/${mine[`${kind}Id`] ?? 'x'}`,
  );

/** An example with the ids of this run in place of those that are printed. */
export const fitted = (value: unknown, mine: Ids, name = ''): unknown => {
  // Names that the example gives itself, such as `new-1`, stay.
  if (typeof value === 'string') return /^[a-z]+_/.test(value) ? (mine[name] ?? value) : value;
  if (Array.isArray(value)) return value.map((member) => fitted(member, mine, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, fitted(inner, mine, member)]));
};

/** The bodies that an operation shows: the one that is wanted, or all. */
export const examplesOf = (
  document: OpenApi,
  { bodies }: Operation,
  wanted: string | undefined,
): readonly unknown[] => {
  const { examples = {}, schema } = bodies['application/json'] ?? {};
  const named = Object.entries(examples)
    .filter(([name]) => wanted === undefined || name === wanted)
    .map(([, { value }]) => value);
  if (named.length > 0 || schema === undefined) return named;
  // Without one of its own a body's example is that of its required fields.
  const { properties = {}, required = [] } = resolved(document, schema);
  return [Object.fromEntries(required.map((name) => [name, resolved(document, properties[name]!).example]))];
};

/** Each documented example of a parameter, one at a time beside those that are required. */
export const queriesOf = (
  { parameters }: Operation,
  mine: Ids,
  always: Record<string, string>,
): readonly Record<string, string>[] => {
  const question = parameters.filter((parameter) => parameter.in === 'query');
  const valueOf = ({ name, schema, example }: (typeof question)[number]) =>
    mine[name] ?? ((example ?? schema.example ?? schema.enum?.[0]) as string | undefined);
  const required = {
    ...always,
    ...Object.fromEntries(
      question
        .filter((parameter) => parameter.required === true)
        .map((parameter) => [parameter.name, String(valueOf(parameter))]),
    ),
  };
  const optional = question.filter((parameter) => parameter.required !== true && valueOf(parameter) !== undefined);
  return [
    required,
    ...optional.map(({ name, ...parameter }) => {
      const query: Record<string, string> = { ...required, [name]: String(valueOf({ name, ...parameter })) };
      // A number of the vendor's own takes the place of its id.
      if (name === 'customerCode') delete query['customerId'];
      return query;
    }),
  ];
};
