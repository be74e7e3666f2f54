import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';

interface Customer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly region: string;
  readonly customerManager: string | null;
}
interface Contract {
  readonly id: string;
  readonly contractNo: string;
  readonly licenceNo: string;
  readonly customerId: string;
  readonly purchasedOn: string;
  readonly lastDay: string;
  readonly gap: boolean;
  readonly unpaid: boolean;
  readonly state: string;
}
interface Term {
  readonly firstDay: string;
  readonly lastDay: string;
}
type Query = Readonly<Record<string, string>>;

const today = '2026-03-01';
const levels = ['standard', 'key', 'vip'];
const regions = ['city', 'suburb', 'outside'];
const managers = ['赵一', '錢二'];
const names = ['北京科技', '上海软件', '臺灣軟體', 'Acme Ltd', '北方银行'];
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

describe('lists of customers and contracts', () => {
  let app: TestApp;
  let client: ApiClient;
  const customers: Customer[] = [];
  const contracts: Contract[] = [];
  const merged = new Map<string, string>();

  const get = (path: string, query: Query, headers: Query = {}, key = app.keys.sales) =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers });
  /** All pages. */
  const all = async (path: string, query: Query, limit: number): Promise<readonly { readonly id: string }[]> => {
    const items: { readonly id: string }[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { status, body } = await get(path, {
        ...query,
        limit: String(limit),
        ...(cursor !== undefined && { cursor }),
      });
      expect([status, body.detail]).toEqual([200, undefined]);
      items.push(...body.items);
      cursor = body.nextCursor;
    }
    return items;
  };
  const survivor = (id: string): string => (merged.has(id) ? survivor(merged.get(id)!) : id);
  const customerOf = (id: string): Customer => customers.find((each) => each.id === survivor(id))!;

  beforeAll(async () => {
    app = await startApp({ now: `${today}T02:00:00.000Z` });
    client = new ApiClient(app, 'seeyon');
    const random = seeded(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    for (let n = 0; n < 24; n += 1) {
      const facts = {
        code: `KH${String(n).padStart(3, '0')}`,
        name: `${pick(names)}${n % 5}`,
        level: pick(levels),
        region: pick(regions),
        customerManager: n % 4 === 0 ? null : pick(managers),
      };
      const { customerManager, ...rest } = facts;
      const body = customerManager === null ? rest : facts;
      const { id } = await client.post('/customers', body);
      customers.push({ id, ...facts });
    }
    for (let n = 0; n < 60; n += 1) {
      const customerId = pick(customers).id;
      const contractNo = `XS-${pick(['2024', '2025'])}-${String(n).padStart(3, '0')}`;
      const licenceNo = `L-${pick(['AA', 'BB'])}-${n}`;
      const purchasedOn = pick(['2024-03-01', '2025-02-15', '2025-06-30', '2026-02-01']);
      const product = { series: 'EKP', name: 'EKP', version: '4.11' };
      const { id } = await client.post('/contracts', { customerId, contractNo, licenceNo, purchasedOn, product });
      if (random() < 0.4) {
        const lastDay = (await client.get(`/contracts/${id}`)).terms.at(-1).lastDay as string;
        const payment = pick(['paid', 'due']);
        const signedOn = lastDay < '2026-01-01' ? pick([lastDay, '2026-01-10']) : '2026-02-20';
        const fee = { amount: '1200.50', currency: 'CNY' };
        await client.post(`/contracts/${id}/renewals`, { signedOn, period: 'P1Y', payment, fee });
      }
      if (random() < 0.1)
        await client.post(`/contracts/${id}/suspend`, { from: '2026-02-25', reason: '欠款' }).catch(() => undefined);
    }
    for (const [absorbed, into] of [
      [3, 5],
      [5, 9],
      [11, 12],
    ] as const) {
      await client.post(`/customers/${customers[absorbed]!.id}/merge`, {
        intoCustomerId: customers[into]!.id,
        reason: '同一公司',
      });
      merged.set(customers[absorbed]!.id, customers[into]!.id);
    }
    await client.patch(`/customers/${customers[9]!.id}`, { name: '改名公司', level: 'vip', customerManager: '孙三' });
    customers[9] = { ...customers[9]!, name: '改名公司', level: 'vip', customerManager: '孙三' };
    await caughtUp(app);
    // What a contract is by itself is read from its own stream; gaps and debts follow from its terms.
    for (const { id } of await all('/contracts', {}, 500)) {
      const contract = await client.get(`/contracts/${id}`);
      const { terms } = contract as { terms: { firstDay: string; lastDay: string; payment: string }[] };
      contracts.push({
        ...contract,
        lastDay: terms
          .map(({ lastDay }) => lastDay)
          .sort()
          .at(-1),
        gap: terms.some(
          ({ firstDay }, at) => at > 0 && Date.parse(firstDay) - Date.parse(terms[at - 1]!.lastDay) > 86_400_000,
        ),
        unpaid: terms.some(({ payment }) => payment === 'due'),
      });
    }
    expect(contracts.length).toBe(60);
    expect(contracts.some(({ gap }) => gap) && contracts.some(({ unpaid }) => unpaid)).toBe(true);
  }, 120_000);
  afterAll(() => app.close());

  const simplified = (text: string): string =>
    text.replace(/臺/g, '台').replace(/灣/g, '湾').replace(/軟/g, '软').replace(/體/g, '体');
  const holds = (text: string, q: string): boolean =>
    simplified(text.toLowerCase()).includes(simplified(q.toLowerCase()));
  const family = (id: string): readonly Customer[] => customers.filter((each) => survivor(each.id) === survivor(id));
  const named = (id: string, q: string): boolean =>
    family(id).some(({ code, name }) => holds(code, q) || holds(name, q));
  const sorted = <T extends { readonly id: string }>(items: readonly T[], sort: string, key: (item: T) => string) => {
    const order = sort.startsWith('-') ? -1 : 1;
    return items.toSorted((a, b) => order * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1));
  };
  const given = (query: Readonly<Record<string, string | undefined>>): Query =>
    Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const option = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

  it('contracts are those of a model, by every filter and sort, on pages of every size', async () => {
    const queries = fc.record({
      q: option(['XS-2025', '2024-0', 'bb', 'kh00', '科', '台湾', '改名', 'acme', 'nothing']),
      state: option(['in-term', 'gap', 'lapsed', 'suspended']),
      expiresFrom: option(['2025-03-01', '2026-02-14', '2026-06-30']),
      expiresBefore: option(['2026-03-01', '2027-01-01']),
      level: option(levels),
      manager: option([...managers, '钱二', '孙三', '没有']),
      gap: option(['true', 'false']),
      unpaid: option(['true', 'false']),
      customerId: option(customers.slice(0, 13).map(({ id }) => id)),
      sort: option(['contractNo', '-contractNo', 'lastDay', '-lastDay', 'purchasedOn', '-purchasedOn']),
    });
    await fc.assert(
      fc.asyncProperty(queries, fc.constantFrom(1, 3, 7, 500), async (query, limit) => {
        const { q, state, expiresFrom, expiresBefore, level, manager, gap, unpaid, customerId, sort } = query;
        const expected = contracts.filter((each) => {
          const owner = customerOf(each.customerId);
          return (
            (q === undefined || holds(each.contractNo, q) || holds(each.licenceNo, q) || named(owner.id, q)) &&
            (state === undefined || each.state === state) &&
            (expiresFrom === undefined || each.lastDay >= expiresFrom) &&
            (expiresBefore === undefined || each.lastDay < expiresBefore) &&
            (level === undefined || owner.level === level) &&
            (manager === undefined || owner.customerManager === (manager === '钱二' ? '錢二' : manager)) &&
            (gap === undefined || String(each.gap) === gap) &&
            (unpaid === undefined || String(each.unpaid) === unpaid) &&
            (customerId === undefined || survivor(customerId) === owner.id)
          );
        });
        const field = (sort ?? 'contractNo').replace('-', '') as 'contractNo' | 'lastDay' | 'purchasedOn';
        const inOrder = sorted(expected, sort ?? 'contractNo', (each) => each[field]);
        const items = await all('/contracts', given(query), limit);
        expect(items.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('customers are those of a model, the merged ones with their survivor', async () => {
    const queries = fc.record({
      q: option(['kh01', '北', '软', 'ACME', '改名', 'bfyh', 'nothing']),
      level: option(levels),
      region: option(regions),
      manager: option([...managers, '孙三']),
      sort: option(['code', '-code', 'name', '-name']),
    });
    await fc.assert(
      fc.asyncProperty(queries, fc.constantFrom(1, 4, 500), async (query, limit) => {
        const { q, level, region, manager, sort = 'code' } = query;
        const expected = customers.filter(
          (each) =>
            !merged.has(each.id) &&
            (q === undefined ||
              named(each.id, q) ||
              (q === 'bfyh' && family(each.id).some(({ name }) => name.includes('北方银行')))) &&
            (level === undefined || each.level === level) &&
            (region === undefined || each.region === region) &&
            (manager === undefined || each.customerManager === manager),
        );
        const field = sort.replace('-', '') as 'code' | 'name';
        const utf8 = (each: Customer): string => Buffer.from(each[field].toUpperCase()).toString('hex');
        const items = await all('/customers', given(query), limit);
        expect(items.map(({ id }) => id)).toEqual(sorted(expected, sort, utf8).map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
    const { body } = await get('/customers', { q: 'KH003' });
    expect(body.items[0]).toMatchObject({
      id: customers[9]!.id,
      name: '改名公司',
      level: 'vip',
      customerManager: '孙三',
      merged: [
        { id: customers[5]!.id, code: 'KH005' },
        { id: customers[3]!.id, code: 'KH003' },
      ],
    });
  }, 120_000);

  it('a contract names its owner as it is now, its product, current and queued terms, and what is open', async () => {
    const { id, contractNo } = contracts.find(({ customerId, unpaid }) => !merged.has(customerId) && unpaid)!;
    const { body } = await get('/contracts', { q: contractNo });
    const owner = customerOf(body.items[0].customerId);
    expect(body.items[0]).toMatchObject({
      id,
      customerCode: owner.code,
      customerName: owner.name,
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
      installedVersion: '4.11',
    });
    const { terms, currentTerm, queued } = body.items[0] as Readonly<Record<'terms' | 'queued', Term[]>> & {
      readonly currentTerm: Term | null;
    };
    expect(currentTerm).toEqual(terms.find((term) => term.firstDay <= today && today <= term.lastDay) ?? null);
    expect(queued).toEqual(terms.filter((term) => term.firstDay > today));
    const one = await client.get(`/contracts/${id}`);
    expect(one.open).toEqual([{ amount: '1200.50', currency: 'CNY' }]);
    const due = one.terms.find(({ payment }: { payment: string }) => payment === 'due');
    await client.post(`/contracts/${id}/payments`, { termId: due.termId, amount: '200.25', paidOn: today });
    expect((await client.get(`/contracts/${id}`)).open).toEqual([{ amount: '1000.25', currency: 'CNY' }]);
  });

  it('a page that is asked for while contracts are recorded leaves none out and repeats none', async () => {
    const before = (await all('/contracts', { q: 'XS' }, 500)).map(({ id }) => id);
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const items: string[] = [];
    let n = 0;
    for (let cursor: string | null | undefined; cursor !== null; n += 1) {
      const { body } = await get('/contracts', { q: 'XS', limit: '7', ...(cursor !== undefined && { cursor }) });
      items.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
      const contractNo = `XS-202${n % 2 === 0 ? '3' : '9'}-W${n}`;
      await client.post('/contracts', {
        customerId: customers[0]!.id,
        contractNo,
        licenceNo: `W-${n}`,
        purchasedOn: today,
        product,
      });
    }
    expect(new Set(items).size).toBe(items.length);
    expect(before.filter((id) => !items.includes(id))).toEqual([]);
  });

  it('A2: managers are for those who may read persons', async () => {
    for (const path of ['/customers', '/contracts']) {
      const { status, body } = await get(path, { manager: '赵一' }, {}, app.keys.system);
      expect([status, body.code]).toEqual([403, 'forbidden']);
    }
    const { body } = await get('/customers', {}, {}, app.keys.system);
    expect(body.items.some((item: object) => 'customerManager' in item)).toBe(false);
    expect((await get('/customers', { code: 'KH001', level: 'vip' })).body.errors).toMatchObject([
      { pointer: '?level', code: 'conflicting' },
    ]);
  });

  it('names the values allowed for an unknown value of a filter or sort', async () => {
    for (const [path, name, allowed] of [
      ['/contracts', 'state', 'in-term'],
      ['/contracts', 'level', 'vip'],
      ['/contracts', 'gap', 'true, false'],
      ['/contracts', 'unpaid', 'true, false'],
      ['/contracts', 'sort', '-lastDay'],
      ['/customers', 'level', 'vip'],
      ['/customers', 'region', 'suburb'],
      ['/customers', 'sort', '-name'],
    ] as const) {
      const { status, body } = await get(path, { [name]: 'nonsense' });
      expect([status, body.errors[0].pointer]).toEqual([400, `?${name}`]);
      expect(body.errors[0].detail).toContain(allowed);
    }
  });

  it('refuses a text of which nothing is left, as CSV what it refuses as JSON', async () => {
    for (const path of ['/contracts', '/customers'])
      for (const q of ['\u200b', '\ufe0f', '\u3164']) {
        const { status, body } = await get(path, { q });
        expect([status, body.errors?.[0]?.pointer]).toEqual([400, '?q']);
      }
    const refused = [
      ['/contracts', { cursor: 'x' }, 400],
      ['/customers', { cursor: 'x' }, 400],
      ['/imports', { cursor: 'x' }, 400],
      ['/customers', { q: '\u200b' }, 400],
      ['/customers', { manager: '赵一' }, 403],
      ['/contracts', { manager: '赵一' }, 403],
    ] as const;
    for (const [path, query, expected] of refused) {
      const key = expected === 403 ? app.keys.system : app.keys.sales;
      const { status, headers } = await get(path, query, { accept: 'text/csv' }, key);
      expect([path, status, headers['content-type']]).toEqual([
        path,
        expected,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  it('answers lists as CSV with headings in the reader’s language, and escapes formulas', async () => {
    await client.post('/customers', { code: 'ZZ1', name: '=1+1', level: 'key', region: 'city' });
    const manager = { name: '李强', email: 'li@example.com', phone: '13900000001' };
    await client.post('/customers', {
      code: 'ZZ0',
      name: '甲方',
      level: 'vip',
      region: 'city',
      customerManager: manager,
    });
    await caughtUp(app);
    const csv = { accept: 'text/csv' };
    const list = await get('/customers', { sort: '-code' }, { ...csv, 'accept-language': 'zh-CN' });
    expect(list.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    const lines = list.text.split('\r\n');
    expect(lines[0]).toBe('\ufeff客户编号,客户名称,级别,地区,客户经理,客户经理邮箱,客户经理电话,已合并的客户');
    expect(lines[1]).toBe("ZZ1,'=1+1,重点,市内,,,,");
    expect(lines[2]).toBe('ZZ0,甲方,VIP,市内,李强,li@example.com,13900000001,');
    const [item] = (await get('/customers', { sort: '-code', limit: '1', q: '甲方' })).body.items as object[];
    expect(item).toEqual(expect.not.objectContaining({ manager: expect.anything() }));
    expect(lines.length - 2).toBe((await all('/customers', {}, 500)).length);
    const some = await get('/contracts', { unpaid: 'true', limit: '1' }, csv);
    expect(some.text.split('\r\n').length - 2).toBe((await all('/contracts', { unpaid: 'true' }, 500)).length);
    for (const path of ['/imports', '/keys']) {
      const { status, text } = await get(path, {}, csv, app.keys.admin);
      expect([status, text.startsWith('\ufeffId,')]).toEqual([200, true]);
    }
    expect((await get('/customers', {}, { ...csv, 'accept-language': 'en' }, app.keys.system)).text).not.toMatch(
      /manager|li@example/i,
    );
  });
});
