import { loadPolicies, loadPolicy, PolicyFilesRefused } from '../../src/policies/load-policy.js';
import { policyBounds, validatePolicy } from '../../src/policies/validate-policy.js';
import type { TestApp } from '../support/app.js';
import { accepted, type Area, type Tried } from './area.js';

const { policy } = loadPolicies().find((loaded) => loaded.policy.vendor === 'seeyon')!;
const both = async (bound: number, ask: (count: number) => string | Promise<string>): Promise<Tried> => ({
  at: await ask(bound),
  over: await ask(bound + 1),
});
/** Values of all lists and objects within, itself not counted. */
const valuesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce((sum: number, each) => sum + 1 + valuesIn(each), 0);
const reasonsOf = (checked: ReturnType<typeof validatePolicy>): readonly string[] =>
  'problems' in checked ? checked.problems.map(({ reason }) => reason) : [];

/** The code of a policy that is refused because of its size; one refused for another reason counts as accepted. */
const publish = async (app: TestApp, body: object, size: RegExp): Promise<string> => {
  const answer = await app.http
    .post('/api/v1/policies/seeyon/versions')
    .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
    .send(body);
  if (!size.test(answer.text)) return accepted;
  const { code, errors } = answer.body as { code: string; errors: readonly { code: string }[] };
  return `${code}/${errors[0]!.code}`;
};
/** A file of a bad policy: one that is read names its fields, a refused one its size. */
const fileOf = (text: string): string => {
  try {
    loadPolicy('a.yaml', Buffer.from(text));
    return 'a policy';
  } catch (error) {
    if (!(error instanceof PolicyFilesRefused)) throw error;
    return /the file has \d+/.test(error.problems[0]!) ? 'the file is refused' : accepted;
  }
};

export const policies: Area = {
  name: 'policies',
  bounds: policyBounds,
  tries: {
    values: (app, bound) =>
      both(bound, (count) => {
        const most = 900;
        const left = count - valuesIn(policy) - 1;
        // Lists within a list, each with a value of its own, so that none is longer than a body may have.
        const full = Math.floor(left / (most + 1));
        const lists = Array.from({ length: full }, () => Array.from({ length: most }, () => 1));
        const rest = Array.from({ length: left - full * (most + 1) }, () => 1);
        return publish(app, { ...policy, more: [...lists, ...rest] }, /holds more than/);
      }),
    depth: (app, bound) =>
      both(bound, (levels) => {
        const deep = JSON.parse(`${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`) as unknown;
        return publish(app, { ...policy, more: deep }, /nests deeper/);
      }),
    problems: (_, bound) => {
      const listed = (count: number) => {
        const more = Object.fromEntries(Array.from({ length: count }, (_unused, n) => [`f${n}`, 1]));
        return reasonsOf(validatePolicy({ ...policy, ...more })).length;
      };
      return Promise.resolve({
        at: listed(bound) === bound ? accepted : String(listed(bound)),
        over: listed(bound + 1) === bound ? 'listed up to the bound' : String(listed(bound + 1)),
      });
    },
    fileBytes: (_, bound) => both(bound, (bytes) => fileOf(`x: ${'y'.repeat(bytes - 3)}`)),
    fileLines: (_, bound) => both(bound, (lines) => fileOf(`x: 1${'\n'.repeat(lines - 1)}`)),
  },
};
