import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Rules of this version's scope: the services S9 to S21 wait for a later one. */
const inScope = /^(?:T|P|V|C|D|K|A|R|O|M|Q)\d+$|^(?:S8|S22)$/;

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

/** The rules that texts cite: `C3`, also within `T1, T2` and `K1 to K3`. */
const citedIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap((text) => [
      ...[...text.matchAll(/\b([A-Z])(\d+) to \1(\d+)\b/g)].flatMap(([, letter, from, to]) =>
        Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${letter}${Number(from) + index}`),
      ),
      ...(text.match(/\b[A-Z]\d+\b/g) ?? []),
    ]),
  );
const tested = citedIn(titles);

const code = citedIn(
  ['domain', 'projections', 'src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  ),
);

describe('the list of rules', () => {
  it('is the one that docs/rules.md numbers', () => expect(rules.length).toBeGreaterThanOrEqual(40));

  it.each(rules)('%s has a test that cites it', (rule) => expect(tested).toContain(rule));

  it.each(rules)('%s is found in the code by its number', (rule) => expect(code).toContain(rule));
});
