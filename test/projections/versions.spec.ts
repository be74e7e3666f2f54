import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GoldenApplication, openApplication } from '../../golden/open-application.js';
import { canonicalJson } from '../../src/platform/events/canonical.js';
import { projections } from '../../src/projections.js';
import { freshFolder } from '../support/folder.js';

/**
 * What each version of a view makes of one recorded ledger: SHA-256 over its rows. Published versions stay here as
 * they are; a changed `apply`, row or index takes the next number and adds its line.
 */
const rowsOfVersions: Readonly<Record<string, Readonly<Record<number, string>>>> = JSON.parse(
  readFileSync(new URL('versions.json', import.meta.url), 'utf8'),
) as Record<string, Record<number, string>>;

describe('the version of a view', () => {
  const stored = 'test/fixtures/golden/v4';
  const home = freshFolder();
  let application: GoldenApplication;
  beforeAll(async () => {
    for (const file of ['events.db', 'keys.db'])
      writeFileSync(join(home, file), gunzipSync(readFileSync(join(stored, `${file}.gz`))));
    application = await openApplication(home, '2026-11-23T02:00:00.000Z');
  });
  afterAll(() => application.close());

  it.each(projections.map((projection) => [projection.name, projection] as const))(
    'of %s rises with what it makes of the ledger',
    async (name, projection) => {
      const hash = createHash('sha256').update(canonicalJson([projection.indexes, projection.spans ?? []]));
      for await (const { id, row, position } of application.stores.views.view(projection).scan())
        hash.update(`${id} ${position} ${canonicalJson(row)}\n`);
      const { version } = projection;
      const known = rowsOfVersions[name]?.[version];
      const remedy =
        known === undefined
          ? `add the hash of version ${version} to test/projections/versions.json`
          : `raise the version in projections/${name}/${name}.ts, and add its hash to test/projections/versions.json`;
      const found = hash.digest('hex');
      expect([name, version, found, found === known ? '' : remedy]).toEqual([name, version, known, '']);
    },
  );
});
