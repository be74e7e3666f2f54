import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { shippedPacks } from '../../../src/policies/load-policy.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';

/** P1: what is refused of one vendor's files stops that vendor's publication alone. */
const packs = (change: (yaml: string) => string, more = ''): string => {
  const folder = freshFolder();
  copyFileSync(join(shippedPacks, 'huaruan.yaml'), join(folder, 'huaruan.yaml'));
  const yaml = readFileSync(join(shippedPacks, 'seeyon.yaml'), 'utf8');
  writeFileSync(join(folder, 'seeyon.yaml'), change(yaml));
  if (more !== '') writeFileSync(join(folder, 'seeyon-more.yaml'), yaml.replace('version: 1\n', more));
  return folder;
};
let app: TestApp | undefined;
afterEach(() => app?.close());
const versions = async (vendor: string): Promise<readonly number[]> =>
  (
    await app!.http
      .get('/api/v1/policies')
      .set('authorization', `Bearer ${app!.keys.everywhere}`)
      .set('ledger-vendor', vendor)
  ).body.items.map(({ version }: { version: number }) => version);

describe('a policy file that is refused', () => {
  it.each([
    ['a version far ahead', packs((yaml) => yaml, 'version: 1000000\n'), 'policy-version-not-next'],
    ['another content of a published version', packs((yaml) => yaml.replace('P1Y', 'P2Y')), 'policy-version-exists'],
  ])('%s: the start goes on, the other vendor is published, log and health name it', async (_what, policies, code) => {
    const home = freshFolder();
    app = await startApp({ home, policies: packs((yaml) => yaml) });
    await app.close();
    app = await startApp({ home, policies });
    expect([await versions('seeyon'), await versions('huaruan')]).toEqual([[1], [1]]);
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.degraded, body.vendors.degraded]).toEqual([200, true, true]);
    expect(body.vendors.detail).toMatch(new RegExp(`^seeyon: seeyon(-more)?\\.yaml not published: ${code}`));
    expect(app.log.join('')).toContain(code);
    const metrics = await app.http.get('/metrics').set('authorization', `Bearer ${app.keys.everywhere}`);
    expect(metrics.text).toContain('service_ledger_vendor_faults{vendor="seeyon"} 1');
  });

  it('the files after it wait, and the next number is taken once it is right', async () => {
    const home = freshFolder();
    app = await startApp({ home, policies: packs((yaml) => yaml) });
    await app.close();
    app = await startApp({ home, policies: packs((yaml) => yaml, 'version: 2\n') });
    expect(await versions('seeyon')).toEqual([1, 2]);
    expect((await app.http.get('/health/ready')).body.degraded).toBeUndefined();
  });
});
