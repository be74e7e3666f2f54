import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { obligationKinds } from '../domain/obligation/kinds.js';
import type { OpenApi } from './support/openapi.js';

const page = readFileSync('docs/policy-sentences.md', 'utf8');
const [tables, waiting] = page.split('## What waits') as [string, string];

/** The cells of each row of a table, without its head. */
const rowsOf = (text: string, columns: number): readonly (readonly string[])[] =>
  [...text.matchAll(/^\| (.+) \|$/gm)]
    .map(([, row]) => row!.split(' | ').map((cell) => cell.trim()))
    .filter((cells) => cells.length === columns && !['Place', 'Rule'].includes(cells[0]!));
const quotedIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
const rulesIn = (text: string): readonly string[] => text.match(/\b[A-Z]\d+\b/g) ?? [];

const rows = rowsOf(tables, 7).map(([place, sentence, rules, routes, jobs, tests, waits]) => ({
  place: place!,
  sentence: sentence!,
  rules: rulesIn(rules!),
  routes: quotedIn(routes!),
  jobs: quotedIn(jobs!),
  tests: quotedIn(tests!).map((name) => `test/${name}.spec.ts`),
  waits: waits!,
}));

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApi;
const routes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`),
);
const present = new Set<string>([...routes, ...obligationKinds]);

describe('P3: docs/policy-sentences.md', () => {
  it('has the sentences of docs/policies.md, in their order', () => {
    const policies = readFileSync('docs/policies.md', 'utf8');
    const mapped = policies.slice(policies.indexOf('## Where each'), policies.indexOf('## What neither'));
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.map(({ place, sentence }) => [place, sentence])).toEqual(
      rowsOf(mapped, 3).map(([place, sentence]) => [place, sentence]),
    );
  });

  it('names rules that are numbered', () => {
    const numbered = readFileSync('docs/rules.md', 'utf8');
    const named = [...rows.flatMap(({ rules, waits }) => [...rules, ...rulesIn(waits)]), ...rulesIn(waiting)];
    expect(named.filter((rule) => !numbered.includes(`- **${rule}** `))).toEqual([]);
  });

  it('names routes and jobs that are there, and lists those that are not', () => {
    const named = new Set(rows.flatMap((row) => [...row.routes, ...row.jobs]));
    const list = [...waiting.matchAll(/^- `([^`]+)`$/gm)].map(([, name]) => name!);
    expect(new Set([...named].filter((name) => !present.has(name)))).toEqual(new Set(list));
  });

  it.each(rows)(
    '$place: has tests of each rule and job, or waits',
    ({ rules, routes: carriers, jobs, tests, waits }) => {
      if (carriers.length === 0) expect(waits).toMatch(/^S\d/);
      else expect(tests.length).toBeGreaterThan(0);
      expect(tests.filter((file) => !existsSync(file))).toEqual([]);
      const cited = tests.map((file) => new Set(rulesIn(readFileSync(file, 'utf8'))));
      expect(tests.filter((_, at) => !rules.some((rule) => cited[at]!.has(rule)))).toEqual([]);
      if (tests.length > 0) expect(rules.filter((rule) => !cited.some((each) => each.has(rule)))).toEqual([]);
      const sources = tests.map((file) => readFileSync(file, 'utf8')).join();
      expect(jobs.filter((kind) => !sources.includes(`'${kind}'`))).toEqual([]);
    },
  );

  it('lists what waits for a later version once, by its rule', () => {
    const named = new Set(rows.flatMap(({ waits }) => (waits.includes(' to ') ? [] : rulesIn(waits))));
    expect(rowsOf(waiting, 3).map(([rule]) => rule)).toEqual([...named].sort());
  });
});
