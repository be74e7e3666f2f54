import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, type Area, type Tried } from './limits/area.js';
import { startApp, type TestApp } from './support/app.js';

/** Not areas, but what they share. */
const shared = new Set(['area.ts', 'lowered.ts']);
const folder = dirname(fileURLToPath(import.meta.url));
const rows = readFileSync(join(folder, '..', 'docs', 'limits.md'), 'utf8')
  .split('\n')
  .map((line) => /^\| (\w+)\.(\w+) \| (\d+) \| [^|]+ \| ([^|]+) \|/.exec(line))
  .filter((match) => match !== null)
  .map(([, area, name, value, over]) => ({
    area: area!,
    name: name!,
    value: Number(value),
    over: over!.replaceAll('`', '').trim(),
  }));
/** One file per area; each exports its area under any name. */
const areas: Area[] = [];
// One after the other: the loader of the tests links modules that are loaded at once in the wrong order.
for (const file of readdirSync(join(folder, 'limits')).filter((name) => !shared.has(name))) {
  const exported = (await import(`./limits/${file.replace('.ts', '.js')}`)) as Record<string, Area>;
  areas.push(Object.values(exported)[0]!);
}
const named = (pairs: readonly { readonly area: string; readonly name: string }[]) =>
  pairs.map(({ area, name }) => `${area}.${name}`).sort();

describe('docs/limits.md', () => {
  it('has a row for each bound of the code, and a try for each row', () => {
    const bounds = areas.flatMap(({ name: area, bounds }) => Object.keys(bounds).map((name) => ({ area, name })));
    const tries = areas.flatMap(({ name: area, tries }) => Object.keys(tries).map((name) => ({ area, name })));
    expect(named(bounds)).toEqual(named(rows));
    expect(named(tries)).toEqual(named(rows));
  });

  describe.each(areas.map((area) => [area.name, area] as const))('%s', (name, area) => {
    let app: TestApp;
    let tried: Readonly<Record<string, Promise<Tried>>>;
    beforeAll(async () => {
      app = await startApp();
      await app.app.listen(0, '127.0.0.1');
      tried = Object.fromEntries(
        Object.entries(area.tries).map(([bound, attempt]) => [bound, attempt(app, area.bounds[bound]!)]),
      );
      // Each is awaited by its own test; until then a failure is nobody's.
      for (const each of Object.values(tried)) each.catch(() => undefined);
    });
    afterAll(() => app.close());

    it.each(rows.filter((row) => row.area === name))(
      '$name',
      async ({ name: bound, value, over }) => {
        expect(area.bounds[bound]).toBe(value);
        expect(await tried[bound]).toEqual({ at: accepted, over });
      },
      180_000,
    );
  });
});
