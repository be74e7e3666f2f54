import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Rules of this version's scope: T, P, V, C, D, A, and of K what needs no request; the others wait for requests. */
const inScope = /^(?:T|P|V|C|D|A|O)\d+$|^K(?:[1-5]|10|13)$/;

/** `- **T1** …` and `(**T1**` in docs/rules.md. */
const rules = [...readFileSync('docs/rules.md', 'utf8').matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)]
  .map(([, rule]) => rule!)
  .filter((rule) => inScope.test(rule));

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(spec|contract)\.ts$/.test(file))
  .map((file) => join('test', file));
const titles = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:describe|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])([\s\S]*?)\1/g)].map(
    ([, , title]) => title!,
  ),
);

/** The rules a title cites: `C3`, also within `T1, T2` and `K1 to K3`. */
const cited = new Set(
  titles.flatMap((title) => [
    ...[...title.matchAll(/\b([A-Z])(\d+) to \1(\d+)\b/g)].flatMap(([, letter, from, to]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${letter}${Number(from) + index}`),
    ),
    ...(title.match(/\b[A-Z]\d+\b/g) ?? []),
  ]),
);

describe('the list of rules', () => {
  it('is the one that docs/rules.md numbers', () => expect(rules.length).toBeGreaterThanOrEqual(40));

  it.each(rules)('%s has a test that cites it', (rule) => expect(cited).toContain(rule));
});
