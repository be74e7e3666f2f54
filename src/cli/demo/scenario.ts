import { addDays, type Day } from '../../../domain/kernel/civil.js';
import { dice, type Dice, firm, person, nameParts } from './names.js';

/**
 * One step of the scenario: a call of the API on a day. `as` names the answer, `{name.field}` in a path or body uses
 * it.
 */
export interface ScenarioStep {
  readonly on: Day;
  readonly path: string;
  readonly body: object;
  readonly as?: string;
}

export type DemoVendor = 'seeyon' | 'huaruan';
const products = {
  seeyon: { series: 'EKP', name: '致远EKP', versions: ['4.11', '4.05', '4.20', '3.98'] },
  huaruan: { series: 'HRHIS', name: '華軟HRHIS', versions: ['9.00', '8.50', '8.12'] },
} as const;

/** Some two years at one vendor up to `today`: customers and contracts in every state, in the order of their days. */
export const scenario = (vendor: DemoVendor, today: Day, customers: number): readonly ScenarioStep[] => {
  const chance = dice(vendor === 'seeyon' ? 11 : 22);
  const steps = [
    ...releases(vendor, today),
    ...Array.from({ length: customers }, (_, index) => customerSteps(vendor, today, index + 1, chance)).flat(),
  ];
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
};

const releases = (vendor: DemoVendor, today: Day): readonly ScenarioStep[] =>
  (vendor === 'seeyon' ? ['4.20', '4.30', '5.00'] : ['9.00', '9.10', '10.00']).map((version, index) => {
    const on = addDays(today, -500 + index * 150);
    return { on, path: '/releases', body: { series: products[vendor].series, version, publishedAt: on } };
  });

const customerSteps = (vendor: DemoVendor, today: Day, number: number, chance: Dice): readonly ScenarioStep[] => {
  const customer = `${vendor}-customer-${number}`;
  const code = `${vendor === 'seeyon' ? 'KH' : 'HR'}${String(number).padStart(5, '0')}`;
  const first = addDays(today, -(60 + chance.upTo(1000)));
  const level = chance.oneOf(['standard', 'standard', 'key', 'vip'] as const);
  const contact = {
    name: person(chance, nameParts[vendor]),
    email: `contact${number}@example.com`,
    phone: `1390000${String(number).padStart(4, '0')}`,
    role: 'it',
  };
  const registered: ScenarioStep = {
    on: first,
    path: '/customers',
    as: customer,
    body: {
      code,
      name: `${firm(chance, nameParts[vendor])}`,
      level,
      region: chance.oneOf(['city', 'suburb', 'outside', 'unknown']),
      customerManager: person(chance, nameParts[vendor]),
      contacts: [contact],
    },
  };
  const contracts = 1 + chance.upTo(2);
  return [
    registered,
    ...Array.from({ length: contracts }, (_, index) =>
      contractSteps(vendor, today, `${number}-${index + 1}`, customer, first, chance),
    ).flat(),
  ];
};

/** One contract, and what becomes of it. */
const contractSteps = (
  vendor: DemoVendor,
  today: Day,
  number: string,
  customer: string,
  first: Day,
  chance: Dice,
): readonly ScenarioStep[] => {
  const contract = `${vendor}-contract-${number}`;
  const { series, name, versions } = products[vendor];
  const bought = addDays(first, chance.upTo(40));
  const on = bought > today ? today : bought;
  const step = (day: Day, path: string, body: object): ScenarioStep => ({
    on: day,
    path: `/contracts/{${contract}.id}/${path}`,
    body,
  });
  const past = (day: Day): boolean => day <= today;
  const purchasedOn = chance.upTo(30) === 0 ? addDays(today, 20) : on;
  const product = {
    series,
    name,
    version: chance.oneOf(versions),
    modules: [{ code: 'CRM', customized: chance.upTo(5) === 0 }, { code: 'HR' }],
  };
  const [prefix, licence] = vendor === 'seeyon' ? ['XS', 'EKP'] : ['HRXS', 'HIS'];
  const purchase: ScenarioStep = {
    on,
    path: '/contracts',
    as: contract,
    body: {
      customerId: `{${customer}.id}`,
      contractNo: `${prefix}-${on.slice(0, 4)}-${number.padStart(7, '0')}`,
      licenceNo: `${licence}-${number.padStart(8, '0')}`,
      purchasedOn,
      product,
      fee: { amount: `${20 + chance.upTo(80)}000.00`, currency: 'CNY' },
    },
  };
  const lastDay = addDays(purchasedOn, 365);
  const onTime = addDays(lastDay, -chance.upTo(60));
  const late = addDays(lastDay, 10 + chance.upTo(80));
  const later = addDays(on, 30 + chance.upTo(200));
  switch (chance.upTo(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return past(onTime) && onTime >= purchasedOn
        ? [purchase, step(onTime, 'renewals', { signedOn: onTime, period: 'P1Y' })]
        : [purchase];
    case 4:
      return past(late) ? [purchase, step(late, 'renewals', { signedOn: late, period: 'P1Y' })] : [purchase];
    case 5:
      return past(later)
        ? [
            purchase,
            step(later, 'suspend', {
              from: later,
              reason: '系统搬迁',
              extend: true,
              ...(chance.upTo(2) === 0 && { to: addDays(later, 45) }),
            }),
          ]
        : [purchase];
    case 6:
      return past(later) && later >= purchasedOn
        ? [purchase, step(later, 'terminate', { from: later, reason: '客户停用' })]
        : [purchase];
    case 7:
      return past(later)
        ? [purchase, step(later, 'licence/revoke', { reason: '许可证用于未登记的服务器' })]
        : [purchase];
    case 8:
      return past(onTime) && onTime >= purchasedOn
        ? [
            purchase,
            step(onTime, 'renewals', {
              signedOn: onTime,
              period: 'P1Y',
              payment: 'due',
              fee: { amount: '12000.00', currency: 'CNY' },
            }),
          ]
        : [purchase];
    default:
      return [purchase];
  }
};

/** The contract that the three questions are about: bought, renewed late, and corrected two months after. */
export const mainScenario = (
  today: Day,
): { readonly steps: readonly ScenarioStep[]; readonly gapDay: Day; readonly knownAt: Day } => {
  const bought = addDays(today, -632);
  const lateOn = addDays(today, -227);
  const correctedOn = addDays(today, -175);
  const product = { series: 'EKP', name: '致远EKP', version: '4.11', modules: [] };
  return {
    gapDay: addDays(today, -248),
    knownAt: addDays(today, -200),
    steps: [
      {
        on: bought,
        path: '/customers',
        as: 'hero',
        body: {
          code: 'KH90001',
          name: '青岛甲方科技有限公司',
          level: 'key',
          region: 'city',
          customerManager: '李强',
          contacts: [{ name: '王芳', email: 'wang.fang@example.com', role: 'lead' }],
        },
      },
      {
        on: bought,
        path: '/contracts',
        as: 'heroContract',
        body: {
          customerId: '{hero.id}',
          contractNo: 'XS-9-0001',
          licenceNo: 'EKP-90001',
          purchasedOn: bought,
          product,
        },
      },
      {
        on: lateOn,
        path: '/contracts/{heroContract.id}/renewals',
        as: 'renewed',
        body: { signedOn: lateOn, period: 'P1Y' },
      },
      {
        on: correctedOn,
        path: '/contracts/{heroContract.id}/corrections',
        body: {
          reason: '续费起始日录错，应接上一服务期',
          terms: [{ termId: '{renewed.termId}', firstDay: addDays(today, -266) }],
        },
      },
      {
        on: bought,
        path: '/customers',
        as: 'lapsed',
        body: { code: 'KH90002', name: '杭州乙方物流有限公司', level: 'standard', region: 'outside' },
      },
      {
        on: bought,
        path: '/contracts',
        as: 'lapsedContract',
        body: {
          customerId: '{lapsed.id}',
          contractNo: 'XS-9-0002',
          licenceNo: 'EKP-90002',
          purchasedOn: bought,
          product,
        },
      },
    ],
  };
};
