import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { checkPolicy } from '../../domain/policy/check.js';
import { address, policySchema, sender } from '../../domain/policy/policy.schema.js';
import type { Policy } from '../../domain/policy/policy.js';
import { pathOf } from '../platform/json-pointer.js';

/** One thing that is wrong with a policy, wherever it came from. */
export interface PolicyProblem {
  /** Keys and indexes that lead to the value; of a missing field, to the object that lacks it. */
  readonly path: readonly (string | number)[];
  /** The offending key itself is meant, not its value. */
  readonly atKey: boolean;
  /** The offending value, what is allowed, and the way out; `problem-texts.ts` has each in Chinese. */
  readonly reason: string;
}

/** What a policy may hold at most, whatever its fields: judged first, so that no later check sees more. */
export const policyBounds = {
  values: 10_000,
  depth: 16,
  problems: 100,
  fileBytes: 512 * 1024,
  fileLines: 5_000,
} as const;

export type Validated = { readonly policy: Policy } | { readonly problems: readonly PolicyProblem[] };

// A start compiles it: what costs most there is the schema of schemas, which a test holds it against, and code that is
// optimized for more than the few policies of a process.
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
});
const matches = ajv.compile<Policy>(policySchema);

/**
 * P1: reads a foreign value as a policy: shapes, words and ranges by the schema first, then the rules that a schema
 * cannot express. The first hundred problems are reported, none repaired.
 */
export const validatePolicy = (value: unknown): Validated => {
  const large = tooLarge(value);
  if (large !== null) return { problems: [{ path: [], atKey: false, reason: large }] };
  if (!matches(value)) return { problems: (matches.errors ?? []).slice(0, policyBounds.problems).map(problemOf) };
  const findings = checkPolicy(value);
  return findings.length === 0
    ? { policy: value }
    : {
        problems: findings.slice(0, policyBounds.problems).map(({ path, reason }) => ({ path, atKey: false, reason })),
      };
};

/** Why a value is too large to be looked at, or null. Without recursion: the depth is the sender's. */
const tooLarge = (root: unknown): string | null => {
  const pending: (readonly [value: unknown, depth: number])[] = [[root, 1]];
  let values = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > policyBounds.depth) return `nests deeper than ${policyBounds.depth} levels; write it flatter`;
    const inner = Object.values(value);
    values += inner.length;
    if (values > policyBounds.values) return `holds more than ${policyBounds.values} values; shorten its lists`;
    for (const each of inner) pending.push([each, depth + 1]);
  }
  return null;
};

const problemOf = (error: ErrorObject): PolicyProblem => {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const known = Object.keys((error.parentSchema as { properties: object }).properties);
    return {
      path: [...path, additionalProperty],
      atKey: true,
      reason: `unknown field "${additionalProperty}"; known here: ${known.join(', ')}`,
    };
  }
  return { path, atKey: false, reason: reasonOf(error) };
};

const reasonOf = ({ keyword, params, data, schema, message }: ErrorObject): string => {
  switch (keyword) {
    case 'required':
      return `the field "${(params as { missingProperty: string }).missingProperty}" is missing`;
    case 'type':
      return `${shown(data)} is ${kindOf(data)}; allowed: ${[schema].flat().join(' or ')}${quoteHint(schema, data)}`;
    case 'enum':
      return `${shown(data)} is not allowed; allowed: ${(schema as unknown[]).join(', ')}`;
    case 'const':
      return `${shown(data)} is not allowed; allowed: ${String(schema)}`;
    case 'pattern':
      return `${shown(data)} is not written as expected; allowed: ${formOf(String(schema))}`;
    case 'minimum':
    case 'maximum':
      return (
        `${shown(data)} is out of range; allowed: ${keyword === 'minimum' ? 'at least' : 'at most'} ` +
        `${String(schema)}`
      );
    case 'minProperties':
    case 'maxProperties':
      return (
        `${shown(data)} names ${Object.keys(data as object).length} fields; allowed: exactly one of hours, ` +
        'workingDays'
      );
    case 'uniqueItems':
      return `${shown(data)} says one thing twice; allowed: each once`;
    case 'minItems':
    case 'minLength':
      return `${shown(data)} is too short; allowed: at least ${String(schema)}`;
    case 'maxItems':
      return `a list of ${(data as readonly unknown[]).length} is too long; allowed: at most ${String(schema)} items`;
    case 'maxLength':
      return `${shown(data)} is too long; allowed: at most ${String(schema)} characters`;
    default:
      return `${shown(data)} ${message ?? keyword}`;
  }
};

const forms = new Map([
  ['^\\d{4}-\\d{2}-\\d{2}$', 'a day, YYYY-MM-DD'],
  ['^([01]\\d|2[0-3]):[0-5]\\d$', 'a time of day, HH:mm from 00:00 to 23:59'],
  ['^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$', 'a time of day, HH:mm from 00:00 to 24:00'],
  ['^[a-z][a-z0-9-]{0,39}$', 'lower-case letters, digits and hyphens, a letter first, at most 40'],
  ['^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'letters, digits, points, underscores and hyphens, at most 40'],
  [sender.pattern, 'a mail address, or a name and the address: Service <service@example.com>'],
  [address.pattern, 'a mail address'],
  ['^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$', 'the id of a staff user, never the name of a person'],
  ['\\S', 'a text with at least one visible character'],
]);
const formOf = (pattern: string): string => forms.get(pattern) ?? `what matches ${pattern}`;

const quoteHint = (schema: unknown, data: unknown): string =>
  [schema].flat().includes('string') && (typeof data === 'number' || typeof data === 'boolean')
    ? '; write it in quotes'
    : '';

const kindOf = (data: unknown): string => {
  if (data === null) return 'empty';
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'object' ? 'an object' : `a ${typeof data}`;
};

const shown = (data: unknown): string => {
  const json = JSON.stringify(data) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
};
