import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Answers of the server as the API's description shows them. */
export interface RecordedExamples {
  /** By the id of the operation: its first answer in the run of all examples. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** By the code of the problem. */
  readonly problems: Readonly<Record<string, unknown>>;
}

const examplesFile = 'src/recorded-examples.json';

const zeros = '0'.repeat(64);
/** Different in each run: what was sealed, hashes over secrets and keys that chance makes, and times measured. */
const madeByChance: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['durationMs', 12],
  ['sealed', '…'],
  ['bodyHash', zeros],
  ['keyHash', zeros],
]);
/** The same by their form: secrets, and ids of events and keys. */
const formsOfChance: readonly (readonly [RegExp, string])[] = [
  [/\bslk_[\w-]{43}/g, 'slk_…'],
  [/\bwhsec_[\w+/]{43}=/g, 'whsec_…'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000'],
];

/** The same answer whatever chance made of it. */
export const settled = (value: unknown, name = ''): unknown => {
  if (madeByChance.has(name)) return madeByChance.get(name);
  if (typeof value === 'string')
    return formsOfChance.reduce((text, [form, instead]) => text.replaceAll(form, instead), value);
  if (Array.isArray(value)) return value.map((member) => settled(member));
  if (typeof value !== 'object' || value === null) return value;
  // How far a subscription is depends on deliveries, which go on beside the run.
  const progress = 'waiting' in value && 'dead' in value && 'position' in value ? { position: 61, waiting: 0 } : {};
  // An import that was just started waits, or runs already; a request that waits has promises beside its state.
  const started = 'state' in value && value.state === 'waiting' && !('promises' in value) ? { state: 'running' } : {};
  // A decision that a request records is made while the runner of obligations records what it sends.
  const decided =
    'receipt' in value && 'knownPosition' in value && 'level' in value
      ? { knownPosition: 140, receipt: `sha256:${zeros}` }
      : {};
  return Object.fromEntries(
    Object.entries({ ...value, ...progress, ...started, ...decided }).map(([member, inner]) => [
      member,
      settled(inner, member),
    ]),
  );
};

export const examplesText = ({ answers, problems }: RecordedExamples): string =>
  `${JSON.stringify({ answers: sorted(answers), problems: sorted(problems) }, undefined, 1)}\n`;

const sorted = (values: object): object =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What the repository has; with `LEDGER_WRITE_EXAMPLES` it is written anew first. */
export const publishedExamples = (examples: RecordedExamples): string => {
  if (process.env['LEDGER_WRITE_EXAMPLES'] !== undefined) writeFileSync(examplesFile, examplesText(examples));
  return existsSync(examplesFile) ? readFileSync(examplesFile, 'utf8') : '';
};
