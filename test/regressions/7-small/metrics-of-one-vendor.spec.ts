import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';

describe('a key sees the figures of its own vendor', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const metrics = async (key: string) => {
    const { status, text } = await app.http.get('/metrics').set({ authorization: `Bearer ${key}` });
    expect(status).toBe(200);
    return text;
  };
  const counts = (text: string, route: string) =>
    [...text.matchAll(/service_ledger_http_request_duration_seconds_count\{([^}]*)\} (\d+)/g)]
      .filter(([, labels]) => labels!.includes(`route="${route}"`))
      .map(([, , count]) => Number(count));

  it('another vendor’s requests and the state of the process are for a key over all vendors alone', async () => {
    const ask = (key: string, path: string) => app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${key}` });
    await ask(app.keys.sales, '/contracts');
    for (let time = 0; time < 3; time += 1) await ask(app.keys.other, '/contracts');
    for (const key of [app.keys.admin, app.keys.auditor, app.keys.system]) {
      const text = await metrics(key);
      expect(counts(text, '/api/v1/contracts')).toEqual([1]);
      expect(text).not.toMatch(/^(process_|nodejs_|view_lag_|webhook_)/m);
    }
    const whole = await metrics(app.keys.everywhere);
    expect(counts(whole, '/api/v1/contracts')).toEqual([4]);
    expect(whole).toMatch(/^process_resident_memory_bytes /m);
    expect(whole).toMatch(/^service_ledger_view_lag_events\{view="contract-list"\} /m);
  });
});
