import { describe, expect, it } from '@jest/globals';
import type { CustomerListRow } from '../../../projections/customer-list/customer-list.row.js';
import { customerList } from '../../../projections/customer-list/customer-list.js';
import { Directories } from '../../../src/search/directories.js';

const row = {
  vendor: 'seeyon',
  customerId: 'cus_1',
  code: 'KH1',
  name: '北京',
  manager: { subject: 'cus_1.manager', plain: '赵一' },
  contacts: [{ contactId: 'per_1', person: { subject: 'per_1', plain: { name: '王芳', phone: null, email: null } } }],
} as unknown as CustomerListRow;

type Listener = (view: string, ids: readonly string[] | 'all') => void;

describe('names in memory', () => {
  it('customers of a level are looked for in turns with other work', async () => {
    const items = Array.from({ length: 30_000 }, (_, n) => ({
      id: `cus_${n}`,
      row: { ...row, customerId: `cus_${n}` },
    }));
    const sources = {
      customers: {
        query: () => Promise.resolve({ items, nextCursor: null }),
        getMany: () => Promise.resolve(new Map()),
      },
    };
    const directories = new Directories(sources as never, { onChange: () => () => undefined } as never);
    const directory = directories.of('seeyon');
    await directory.names();
    let turns = 0;
    const other = setInterval(() => (turns += 1), 0);
    const pace = { due: true, turn: () => new Promise<void>((resolve) => setTimeout(resolve, 1)) };
    const found = await directory.customersWhere((id) => id.endsWith('999'), 1_000, pace as never);
    clearInterval(other);
    expect(found?.size).toBe(30);
    expect(turns).toBeGreaterThan(5);
    directories.close();
  });

  it('A2: persons that are followed no more, since too much changed, are forgotten although nobody searches', async () => {
    let changed: Listener = () => undefined;
    const sources = {
      customers: {
        query: () => Promise.resolve({ items: [{ id: 'cus_1', row }], nextCursor: null }),
        getMany: () => Promise.resolve(new Map([['cus_1', row]])),
      },
      contracts: {},
      sealer: { open: (_: string, values: readonly unknown[]) => Promise.resolve(values) },
    };
    const views = { onChange: (listener: Listener) => ((changed = listener), () => undefined) };
    const directories = new Directories(sources as never, views as never);
    const directory = directories.of('seeyon');
    await directory.people();
    expect([directory.persons.entries, directory.managerOf('cus_1')]).toEqual([1, '赵一']);
    changed(customerList.name, 'all');
    const deadline = performance.now() + 5_000;
    while (directory.persons.entries > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect([directory.persons.entries, directory.managerOf('cus_1')]).toEqual([0, undefined]);
    await directory.people();
    expect(directory.persons.entries).toBe(1);
    directories.close();
  });
});
