import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

/** C11, by RFC 9110, 13.1.1. */
describe('If-Match', () => {
  let app: TestApp;
  let id: string;
  let revision: number;
  let level = 'key';
  beforeAll(async () => {
    app = await startApp();
    const made = await new ApiClient(app, 'seeyon').post('/customers', {
      code: 'KH1',
      name: '甲方',
      level: 'standard',
      region: 'city',
    });
    id = made.id as string;
    revision = made.revision as number;
  });
  afterAll(() => app.close());

  const change = async (tag: string) => {
    level = level === 'key' ? 'vip' : 'key';
    const answer = await app.http
      .patch(`/api/v1/customers/${id}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'if-match': tag, 'accept-language': 'en' })
      .send({ level });
    if (answer.status === 200) revision = answer.body.revision as number;
    return [answer.status, answer.status === 200 ? undefined : answer.body.code];
  };

  it.each<[string, () => string, number, string | undefined]>([
    ['the revision', () => `"${revision}"`, 200, undefined],
    ['another revision', () => '"999"', 412, 'stale'],
    ['a weak tag of the very revision', () => `W/"${revision}"`, 412, 'stale'],
    ['any', () => '*', 200, undefined],
    ['a list that holds the revision', () => `"999", "${revision}"`, 200, undefined],
    ['a list with empty members', () => `, "${revision}",,`, 200, undefined],
    ['a list that does not hold it', () => '"998", "999"', 412, 'stale'],
    ['a list that holds it weakly', () => `"999", W/"${revision}"`, 412, 'stale'],
    ['a tag that is no revision', () => '"abc"', 412, 'stale'],
    ['a tag with a comma', () => '"1,2"', 400, 'header-invalid'],
    ['a bare number', () => String(revision), 400, 'header-invalid'],
    ['an open quote', () => `"${revision}`, 400, 'header-invalid'],
    ['a weak mark in lower case', () => `w/"${revision}"`, 400, 'header-invalid'],
    ['any beside a tag', () => `*, "${revision}"`, 400, 'header-invalid'],
    ['tags without commas', () => '"1" "2"', 400, 'header-invalid'],
    ['nothing but commas', () => ',,', 400, 'header-invalid'],
    ['more than 1,000 characters', () => '"1",'.repeat(300), 400, 'header-invalid'],
  ])('%s', async (_, tag, status, code) => {
    expect(await change(tag())).toEqual([status, code]);
  });

  it('any matches nothing where there is no object', async () => {
    const answer = await app.http
      .patch('/api/v1/customers/cus_nobody')
      .set({ authorization: `Bearer ${app.keys.admin}`, 'if-match': '*' })
      .send({ level: 'key' });
    expect([404, 412]).toContain(answer.status);
  });
});
