import type { CustomerEvent } from '../domain/customer/customer.events.js';
import type { ContractEvent, Term } from '../domain/contract/contract.events.js';
import { personal } from '../domain/kernel/personal.js';
import { levels, regions } from '../domain/kernel/vocabulary.js';
import type { EventStore } from '../src/platform/events/event-store.js';
import type { Sealer } from '../src/platform/keys/sealer.js';
import { customerId, streamOf } from './population.js';

/** Customers that are appended together. */
const together = 500;
const characters = '北京上海重庆科技有限公司软件信息集团股份电子商务贸易华为国际建设工程银行保险医药能源教育天地人和';
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
export const managers: readonly string[] = [...surnames].map((surname) => `${surname}经理`);

const characterAt = (n: number): string => characters[n % characters.length]!;
/** Eight characters that differ from customer to customer. */
export const nameOf = (n: number): string =>
  Array.from({ length: 8 }, (_, at) => characterAt(Math.floor(n / 3 ** at) * 7 + n * (at + 1))).join('');
export const telephoneOf = (n: number): string => `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`;

const customerEvents = (n: number): readonly CustomerEvent[] => {
  const [id, contactId] = [customerId(n), `per_${n}`];
  const person = {
    name: `${surnames[n % surnames.length]!}${characterAt(n * 3)}${characterAt(n * 5)}`,
    email: `person${n}@example.com`,
    phone: telephoneOf(n),
    im: null,
  };
  return [
    {
      type: 'CustomerRegistered',
      data: {
        customerId: id,
        code: `KH${String(n).padStart(6, '0')}`,
        name: `${nameOf(n)}公司`,
        level: n % 100 === 0 ? 'vip' : levels[n % 3 === 0 ? 1 : 0],
        region: regions[n % 3]!,
        manager: personal(`${id}.manager`, managers[n % managers.length]!),
      },
    },
    {
      type: 'ContactAdded',
      data: { contactId, person: personal(contactId, person), role: 'user', notify: true },
    },
  ];
};

const termOf = (id: string, kind: Term['kind'], year: number, payment: Term['payment']): Term => ({
  termId: `${id}.${kind}`,
  kind,
  signedOn: `${year}-03-01`,
  firstDay: `${year}-03-02`,
  lastDay: `${year + 1}-03-01`,
  anchor: 1,
  period: 'P1Y',
  policyVersion: 1,
  payment,
  paidOn: null,
  fee: null,
  documentNo: null,
});

/** Bought from 2021 on; two of three were renewed, some after a gap, some of them not paid yet. */
const contractEvents = (n: number, k: number, id: string): readonly ContractEvent[] => {
  const year = 2021 + ((n + k) % 5);
  const month = String(1 + ((n * 5 + k) % 12)).padStart(2, '0');
  const bought: ContractEvent = {
    type: 'ContractPurchased',
    data: {
      contractId: id,
      customerId: customerId(n),
      contractNo: `XS-${year}-${String(n).padStart(6, '0')}-${k}`,
      licenceNo: `EKP-${((n * 3 + k) * 2_654_435_761).toString(16).toUpperCase()}`,
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'CRM', customized: false }] },
      purchasedOn: `${year}-${month}-01`,
      freePeriod: 'P1Y',
      term: {
        ...termOf(id, 'free', year, 'paid'),
        firstDay: `${year}-${month}-01`,
        lastDay: `${year + 1}-${month}-01`,
      },
      fee: null,
      note: null,
      importedAs: null,
    },
  };
  if ((n + k) % 3 === 0) return [bought];
  const late = n % 20 === 0 ? 2 : 1;
  const term = termOf(id, 'paid', year + 1 + late, n % 50 === 0 ? 'due' : 'paid');
  return [bought, { type: 'ContractRenewed', data: { term, gapClosed: false } }];
};

/** Appends customers with a manager, a contact and three contracts each. */
export const populateLists = async (store: EventStore, sealer: Sealer, customers: number): Promise<void> => {
  for (let n = 0; n < customers; n += together) {
    const numbers = Array.from({ length: Math.min(together, customers - n) }, (_, index) => n + index);
    const sealed = await sealer.seal('seeyon', numbers.map(customerEvents));
    const streams = numbers.flatMap((each, index) => [
      streamOf('customer', customerId(each), sealed[index]!),
      ...[0, 1, 2].map((k) => {
        const id = `con_${String(each).padStart(24, '0')}_${k}`;
        return streamOf('contract', id, contractEvents(each, k, id));
      }),
    ]);
    await Promise.all(streams.map(({ stream, events }) => store.append(stream, -1, events)));
  }
};
