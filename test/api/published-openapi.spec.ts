import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';
import { startApp } from '../support/app.js';

/** Members that only the build of the product fills, from comments and validation; never the names of fields. */
const ofBuild: Readonly<Record<string, string>> = {
  summary: 'string',
  description: 'string',
  maximum: 'number',
  minimum: 'number',
  uniqueItems: 'boolean',
};
const structure = (document: string): unknown =>
  JSON.parse(document, (name, value: unknown) => (typeof value === ofBuild[name] ? undefined : value));

/** `docs/openapi.json`, from which clients are generated (`npm run docs:openapi`). */
describe('the published OpenAPI document', () => {
  const published = readFileSync('docs/openapi.json', 'utf8');

  it('is the one that the server answers', async () => {
    const app = await startApp({ now: '2026-04-01T02:00:00.000Z' });
    const served = (await app.http.get('/openapi.json')).text;
    await app.close();
    expect(structure(published)).toEqual(structure(served));
  });

  it('has no finding of Redocly (recommended)', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const findings = await lintFromString({ source: published, absoluteRef: '/openapi.json', config });
    expect(findings.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer} ${message}`)).toEqual([]);
  });

  it('has no finding of Spectral (oas)', async () => {
    const spectral = new spectralCore.Spectral();
    spectral.setRuleset({ extends: [spectralRulesets.oas as never] });
    const findings = await spectral.run(published);
    expect(findings.map(({ code, message, path }) => `${code} ${path.join('/')} ${message}`)).toEqual([]);
  });
});
