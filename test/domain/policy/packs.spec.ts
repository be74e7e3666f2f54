import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { services } from '../../../domain/kernel/vocabulary.js';
import { defaultFigures, figuresOf } from '../../../domain/policy/figures.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { contentHash } from '../../../src/policies/content-hash.js';
import { loadPolicies, loadPolicy, shippedPacks } from '../../../src/policies/load-policy.js';

const loaded = loadPolicies();
const policyOf = (vendor: string): Policy =>
  loaded.find((loadedPolicy) => loadedPolicy.policy.vendor === vendor)!.policy;
const seeyon = policyOf('seeyon');
const huaruan = policyOf('huaruan');
const both = [seeyon, huaruan];
const nextOf = (vendor: string): Policy =>
  loaded.find(({ policy }) => policy.vendor === vendor && policy.version === 2)!.policy;
const textOf = (file: string): string => readFileSync(join(shippedPacks, `${file}.yaml`), 'utf8');
const chinese = (text: string): readonly string[] => [...new Set(text.match(/\p{Script=Han}/gu))];

describe('P1: the packs as files', () => {
  it('P1: two packs load, each version with its vendor and hash', () => {
    expect(loaded.map(({ file, policy }) => [file, policy.vendor, policy.version, policy.effectiveFrom])).toEqual([
      ['huaruan.yaml', 'huaruan', 1, '2000-01-01'],
      ['huaruan-2.yaml', 'huaruan', 2, '2026-01-01'],
      ['seeyon.yaml', 'seeyon', 1, '2000-01-01'],
      ['seeyon-2.yaml', 'seeyon', 2, '2026-01-01'],
    ]);
    for (const { sha256, policy } of loaded) expect(sha256).toBe(contentHash(policy));
  });

  it('P1: the hash does not depend on comments, layout or the order of keys, and does on every value', () => {
    for (const { file, sha256, policy } of loaded.filter(({ policy: { version } }) => version === 1)) {
      const hashOf = (text: string) => loadPolicy(file, Buffer.from(text)).sha256;
      const document = parseDocument(textOf(policy.vendor));
      expect(hashOf(document.toString({ indent: 4, lineWidth: 40 }))).toBe(sha256);
      expect(hashOf(JSON.stringify(Object.fromEntries(Object.entries(policy).reverse())))).toBe(sha256);
      expect(
        hashOf(
          textOf(policy.vendor)
            .replaceAll(/ *# .*$/gm, '')
            .replaceAll('\n', '\r\n'),
        ),
      ).toBe(sha256);
      expect(hashOf(textOf(policy.vendor).replace('hours: 48', 'hours: 49'))).not.toBe(sha256);
    }
  });
});

describe('P4: the next version of each pack', () => {
  /** Every text replaced by its place: what remains are the terms. */
  const terms = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(terms)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, terms(member)]))
        : typeof value === 'string' && /\p{Script=Han}/u.test(value)
          ? 'text'
          : value;

  it('P4: a published version never changes: the first stays as it was, byte for byte', () => {
    const hashes = ['seeyon', 'huaruan'].map((vendor) => createHash('sha256').update(textOf(vendor)).digest('hex'));
    expect(hashes).toEqual([
      '4909145a1f53c7ecaac0f95741c1d45c1358108c7475863594981071806dcb57',
      '940e34ab61b5fe1f0c2b797c18e8ef156488c6d708c14b228ddb4530e7c9d23c',
    ]);
  });

  it('P4: states every figure that has a default, and changes no term', () => {
    for (const first of both) {
      const { version, effectiveFrom, promises, mail, obligations, reports, ...rest } = nextOf(first.vendor);
      expect([version, effectiveFrom]).toEqual([2, '2026-01-01']);
      expect({ requests: rest.requests, promises, mail, obligations, reports }).toEqual({
        ...defaultFigures,
        requests: { ...defaultFigures.requests, ...first.requests },
      });
      const { version: _, effectiveFrom: __, ...before } = first;
      expect(terms({ ...rest, requests: before.requests })).toEqual(terms(before));
      expect(figuresOf(nextOf(first.vendor))).toEqual(figuresOf(first));
    }
  });

  it('P4: seeyon names the visit in natural words, and changes no other', () => {
    const { services: next, statements, company, series } = nextOf('seeyon');
    expect(next).toEqual({ ...seeyon.services, onsite: { ...seeyon.services.onsite, title: '上门服务' } });
    expect({ statements, company, series }).toEqual({
      statements: seeyon.statements,
      company: seeyon.company,
      series: seeyon.series,
    });
  });

  it('P4: huaruan is written in the business language of Taiwan', () => {
    const mainland =
      /軟件|數據|默認|設置|登錄|導入|用戶|搜索|保存|網絡|質量|信息|模塊|文檔|遠程|在線|介質|補丁|合同|定制|培訓|熱線|反饋|上門|項目|優先級/g;
    expect(JSON.stringify(huaruan).match(mainland)).not.toBeNull();
    expect(JSON.stringify(nextOf('huaruan')).match(mainland)).toBeNull();
  });
});

describe('P3: facts and figures', () => {
  it('P3: names, numbers and version schemes are the vendors’ own', () => {
    expect(seeyon).toMatchObject({
      language: 'zh-CN',
      company: '致远',
      contact: { hotline: '4000900632' },
      versionScheme: { example: '4.11' },
    });
    expect(seeyon.series).toEqual([{ code: 'EKP', name: 'EKP 系列软件', aliases: [] }]);
    expect(huaruan).toMatchObject({
      language: 'zh-TW',
      company: '華軟',
      contact: { hotline: '4000-000-000' },
      versionScheme: { example: '9.00' },
    });
    expect(huaruan.series).toEqual([{ code: 'HRHIS', name: 'HRHIS 系列軟件', aliases: ['酒店管理'] }]);
  });

  it('K1: hotline and on-site hours', () => {
    const days = [1, 2, 3, 4, 5];
    for (const { hours, timeZone } of both) {
      expect(timeZone).toBe('Asia/Shanghai');
      expect(hours.hotline).toEqual([
        { days, from: '09:00', to: '12:00' },
        { days, from: '13:00', to: '18:00' },
      ]);
      expect(hours.onsite).toEqual([{ days, from: '09:00', to: '18:00' }]);
    }
  });

  it('K2: public holidays and make-up days count', () => {
    for (const { hours } of both)
      expect(hours).toMatchObject({ holidays: 'cn', makeUpDays: true, closedDays: [], openDays: [] });
  });

  it('P3: one free year, then what is paid; 48 hours in the city, three working days elsewhere', () => {
    for (const { terms, arrival } of both) {
      expect(terms).toEqual({
        freePeriod: 'P1Y',
        termEnd: 'corresponding-day',
        restDayRolls: false,
        whileUnpaid: 'deny',
      });
      expect(arrival).toEqual({ city: { hours: 48 }, suburb: { workingDays: 3 }, outside: { workingDays: 3 } });
    }
  });

  it('P3: what each service needs, costs and allows', () => {
    for (const policy of both) {
      const terms = policy.services;
      expect(services.filter((value) => terms[value].travelCostOnCustomer)).toEqual([
        'training',
        'onsite',
        'health-check',
      ]);
      expect(services.filter((value) => terms[value].backupRequired)).toEqual(['maintenance']);
      expect(services.filter((value) => !terms[value].free)).toEqual(['requirement', 'onsite']);
      expect(services.flatMap((value) => (terms[value].agreement ? [[value, terms[value].agreement]] : []))).toEqual([
        ['requirement', { kind: 'requirement', without: 'deny' }],
        ['upgrade', { kind: 'major-upgrade', without: 'deny' }],
        ['onsite', { kind: 'onsite', without: 'paid-service' }],
      ]);
      expect(services.flatMap((value) => (terms[value].allowance ? [[value, terms[value].allowance]] : []))).toEqual([
        ['health-check', { standard: 1, key: 2, vip: 4 }],
      ]);
      expect(policy.kpi).toEqual({ callsAnswered: 100, requestsRegistered: 100 });
    }
  });

  it('P3: every service is reached by every ordinary channel, and each offered channel is described', () => {
    for (const { services: terms, statements } of both)
      for (const value of services) {
        expect(terms[value].channels).toEqual(expect.arrayContaining(['website', 'hotline', 'phone', 'email', 'im']));
        for (const channel of terms[value].channels) expect(statements.channels[channel]).toMatch(/\p{Script=Han}/u);
      }
    expect(services.filter((value) => seeyon.services[value].channels.includes('onsite'))).toEqual([
      'onsite',
      'health-check',
    ]);
    expect(services.filter((value) => seeyon.services[value].channels.includes('remote'))).toEqual([
      'maintenance',
      'health-check',
    ]);
  });

  it('P3: the pack of the one vendor has a preface and the other has none', () => {
    expect(seeyon.statements.preface).toEqual([]);
    expect(huaruan.statements.preface).toHaveLength(4);
  });

  it('P3: no live link, and no address but reserved ones', () => {
    for (const { vendor, contact } of both) {
      expect(textOf(vendor) + textOf(`${vendor}-2`)).not.toMatch(/https?:|www\.|buzz/i);
      expect(contact.website).toBe(`service.${vendor}.example`);
      expect(contact.emergency).toMatch(/^0\d\d-0{5}/);
    }
  });
});

describe('P3: each pack in its own language', () => {
  // Simplified characters that the vendor's domain is full of; none of them is used in traditional writing.
  const simplifiedOnly = [
    ...'软务产护维级备份网热线远程时间场检查请协议费发补档处应验单签训损坏纸质诊断联谊会关怀满责队规围缩见满电话门现订购买区录写认',
  ].filter((value) => iconv.encode(value, 'big5').toString() === '?');

  it('P3: huaruan is written in traditional characters', () => {
    expect(simplifiedOnly.length).toBeGreaterThan(30);
    for (const file of ['huaruan', 'huaruan-2']) {
      expect(chinese(textOf(file)).filter((value) => simplifiedOnly.includes(value))).toEqual([]);
      expect(
        chinese(textOf(file)).filter((value) => iconv.decode(iconv.encode(value, 'big5'), 'big5') !== value),
      ).toEqual([]);
    }
  });

  it('P3: seeyon is written in simplified characters', () => {
    const isSimplified = (value: string) => [...iconv.encode(value, 'gbk')].every((byte) => byte >= 0xa1);
    expect(isSimplified('務')).toBe(false);
    for (const file of ['seeyon', 'seeyon-2'])
      expect(chinese(textOf(file)).filter((value) => !isSimplified(value))).toEqual([]);
  });
});

describe('P3: docs/policies.md', () => {
  const rows = readFileSync('docs/policies.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const sections: Record<string, number> = { 前: 3, 一: 3, 二: 4, 三: 4, 四: 2, 五: 9 };

  it('P3: names every section number of the vendors’ documents', () => {
    const places = rows.map((row) => row.split('|')[1]!.trim());
    const expected = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, i) => `${section}.${i + 1}`),
    );
    expect(expected.filter((number) => !places.some((place) => place.split(' ')[0] === number))).toEqual([]);
    expect(places).toEqual(expect.arrayContaining(['三 a', '三 b']));
  });

  it('P3, P4: every field it names is there in the packs, as their newest versions state them', () => {
    const fields = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map((item) => item[1]!));
    const valueAt = (policy: Policy, field: string) =>
      field
        .split(/[.[\]]+/)
        .filter(Boolean)
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], policy);
    expect(fields.length).toBeGreaterThan(90);
    expect(fields.filter((value) => valueAt(nextOf('huaruan'), value) === undefined)).toEqual([]);
    expect(
      fields.filter(
        (value) => !value.startsWith('statements.preface') && valueAt(nextOf('seeyon'), value) === undefined,
      ),
    ).toEqual([]);
  });

  it('P3: every sentence of the packs about a service, the scope or the standards is mapped', () => {
    const named = rows.join('\n');
    const sentences = [
      ...services.flatMap((value) =>
        seeyon.services[value].description.map((_, i) => `services.${value}.description[${i}]`),
      ),
      ...(['features', 'scope', 'standards'] as const).flatMap((value) =>
        seeyon.statements[value].map((_, i) => `statements.${value}[${i}]`),
      ),
      ...huaruan.statements.preface.map((_, i) => `statements.preface[${i}]`),
    ];
    expect(sentences.filter((value) => !named.includes(`\`${value}\``))).toEqual([]);
  });
});
