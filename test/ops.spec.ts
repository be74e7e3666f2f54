import { readFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { settings } from '../src/platform/config/settings.js';
import { startApp, type TestApp } from './support/app.js';
import { freshFolder } from './support/folder.js';
import { join } from 'node:path';

const operations = readFileSync('docs/operations.md', 'utf8');
const dashboard = JSON.parse(readFileSync('ops/grafana/service-ledger.json', 'utf8')) as {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
};
const alerts = parse(readFileSync('ops/prometheus/alerts.yml', 'utf8')) as {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary: string; readonly section: string };
    }[];
  }[];
};
const rules = alerts.groups.flatMap((group) => group.rules);
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];
const metricsIn = (text: string) =>
  [...text.matchAll(/\b(?:service_ledger|process|nodejs)_[a-z_]+/g)].map(([name]) => name);

describe('what is exported', () => {
  let app: TestApp;
  let text = '';
  beforeAll(async () => {
    app = await startApp({ env: { KEYS_BACKUP: join(freshFolder(), 'keys.copy') } });
    const get = (path: string, key = app.keys.everywhere) => app.http.get(path).auth(key, { type: 'bearer' });
    const post = (path: string, body: object) =>
      app.http.post(`/api/v1${path}`).auth(app.keys.admin, { type: 'bearer' }).send(body);
    const { body } = await post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
    await get(
      `/api/v1/entitlements/check?customerId=${(body as { id: string }).id}&service=maintenance`,
      app.keys.admin,
    );
    await get('/api/v1/customers/cus_nobody', app.keys.admin);
    ({ text } = await get('/metrics'));
  });
  afterAll(() => app.close());

  it('is all that the dashboard, the alert rules and docs/operations.md name', () => {
    const exported = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, kind]) =>
        kind === 'histogram' ? [name!, `${name}_bucket`, `${name}_count`, `${name}_sum`] : [name!],
      ),
    );
    const named = [...expressions, operations].flatMap(metricsIn);
    expect(named.length).toBeGreaterThan(40);
    expect([...new Set(named)].filter((name) => !exported.has(name))).toEqual([]);
  });

  it('is described in docs/operations.md, with prefix, unit and labels', () => {
    const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].filter(([, name]) => !/^(process|nodejs)_/.test(name!));
    expect(names.filter(([, name]) => !operations.includes(name!)).map(([, name]) => name)).toEqual([]);
    expect(names.filter(([, name]) => !name!.startsWith('service_ledger_')).map(([, name]) => name)).toEqual([]);
    expect(names.filter(([, name, kind]) => (kind === 'counter') !== name!.endsWith('_total'))).toEqual([]);
  });

  it('counts decisions by outcome and refusals by code, and names the build', () => {
    expect(text).toMatch(/^service_ledger_decisions_total\{outcome="denied"\} 1$/m);
    expect(text).toMatch(/^service_ledger_refusals_total\{code="not-found"\} 1$/m);
    expect(text).toMatch(/^service_ledger_build_info\{version="[\d.]+",node="[\d.]+"\} 1$/m);
    expect(text).toMatch(/^service_ledger_ready 1$/m);
    expect(text).toMatch(/^service_ledger_store_stopped\{store="events"\} 0$/m);
    expect(Number(/^service_ledger_position (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(Number(/^service_ledger_appended_events_total (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
  });
});

describe('ops/', () => {
  it('alert rules lead to a section of docs/operations.md', () => {
    const headings = [...operations.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    expect(rules.filter(({ annotations }) => !headings.includes(annotations.section))).toEqual([]);
  });

  it('the unit of systemd runs the program of package.json, and names settings that exist', () => {
    const unit = readFileSync('ops/service-ledger.service', 'utf8');
    const { bin, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      bin: Record<string, string>;
      files: readonly string[];
    };
    expect(unit).toMatch(new RegExp(`^ExecStart=.* /opt/service-ledger/${bin['service-ledger']} serve$`, 'm'));
    expect(files).toEqual(expect.arrayContaining(['ops', 'dist/src']));
    const variables = new Set(Object.values(settings).map(({ variable }) => variable));
    const set = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => name!);
    expect(set.filter((name) => name !== 'NODE_ENV' && !variables.has(name))).toEqual([]);
    expect(unit).toMatch(/^TimeoutStopSec=60$/m);
  });

  it('each setting is in docs/operations.md', () => {
    const rows = Object.values(settings).map(({ variable }) => variable);
    expect(rows.filter((variable) => !operations.includes(`\`${variable}\``))).toEqual([]);
  });

  it('the programs that judge the files, where they are installed, find no fault', () => {
    const judged = [
      ['promtool', 'check', 'rules', 'ops/prometheus/alerts.yml'],
      ['systemd-analyze', 'verify', 'ops/service-ledger.service'],
    ].map(([program, ...args]) => [program, spawnSync(program!, args, { encoding: 'utf8' })] as const);
    for (const [program, { error, status, stdout, stderr }] of judged)
      if (error === undefined)
        expect([program, status, `${stdout}${stderr}`]).toEqual([program, 0, expect.any(String)]);
    expect(readdirSync('ops').sort()).toEqual(['grafana', 'prometheus', 'service-ledger.service']);
  });
});
