import { type Agenda } from './agenda.js';
import type { Dice } from './dice.js';
import { dayMs, dayOf, daysAfter, local, minuteMs, type PlainCalendar } from './plain-calendar.js';
import type { SimulatedService, Vendor } from './simulated-service.js';

/** A customer as the simulation knows it. */
export interface Customer {
  readonly vendor: Vendor;
  readonly n: number;
  readonly id: string;
  readonly contactIds: readonly string[];
}

/** What every part of a simulation works with. */
export interface Simulation {
  readonly service: SimulatedService;
  readonly agenda: Agenda;
  readonly dice: Dice;
  /** By which people choose their hours. */
  readonly calendar: PlainCalendar;
  /** Epoch ms; the end is outside. */
  readonly from: number;
  readonly until: number;
}

interface Term {
  readonly termId: string;
  readonly lastDay: string;
}

const products = {
  seeyon: { series: 'EKP', name: 'EKP', version: '4.11' },
  huaruan: { series: 'HRHIS', name: 'HRHIS', version: '9.00' },
} as const;

/** Customers: bought, renewed in time, late or never, suspended, transferred, terminated, merged, erased. */
export class Customers {
  readonly all: Customer[] = [];

  constructor(private readonly simulation: Simulation) {}

  /** @param onRegistered what else happens to it */
  plan(count: number, onRegistered: (customer: Customer) => void): void {
    const { agenda, dice, from, until } = this.simulation;
    for (let n = 0; n < count; n += 1) {
      // Most were customers before: they are recorded in the first two days.
      const isOld = dice.happens(0.75);
      const at = isOld ? from + dice.hours(1, 40) : this.#anyHour(from, until);
      agenda.plan(at, async () => {
        const customer = await this.#register(n);
        this.all.push(customer);
        onRegistered(customer);
        await this.#buy(customer, isOld ? dice.between(0, 400) : dice.between(0, 12));
        if (dice.happens(0.2)) await this.#buy(customer, dice.between(0, 20), '-2');
        this.#planLater(customer);
      });
    }
  }

  async #register(n: number): Promise<Customer> {
    const { service, dice } = this.simulation;
    const vendor: Vendor = n % 4 === 3 ? 'huaruan' : 'seeyon';
    const domain = n % 60 === 17 ? 'customer.invalid' : 'customer.example';
    const slow = n % 30 === 11 ? 'slow.' : '';
    const contacts = Array.from({ length: n % 25 === 7 ? 0 : 1 + (n % 2) }, (_, index) => ({
      name: `联系人 ${n} ${index}`,
      email: `${slow}contact.${n}.${index}@${domain}`,
      role: index === 0 ? 'lead' : 'it',
      notify: index === 0 || dice.happens(0.5),
    }));
    const hasManager = n % 10 !== 7;
    const customer = await service.call(vendor, 'POST', '/customers', {
      code: `KH${n}`,
      name: `客户 ${n}`,
      level: dice.weighted({ standard: 6, key: 3, vip: 1 }),
      region: dice.weighted({ city: 6, suburb: 2, outside: 2 }),
      ...(hasManager && { customerManager: { name: `经理 ${n}`, email: `manager.${n}@${vendor}.example` } }),
      contacts,
    });
    const { id } = customer as { id: string };
    const contactIds = (customer.contacts as { contactId: string }[]).map(({ contactId }) => contactId);
    return { vendor, n, id, contactIds };
  }

  async #buy(customer: Customer, daysAgo: number, suffix = ''): Promise<void> {
    const { service, dice } = this.simulation;
    const { vendor, id, n } = customer;
    const contract = await service.call(vendor, 'POST', '/contracts', {
      customerId: id,
      contractNo: `XS-${n}${suffix}`,
      licenceNo: `L-${n}${suffix}`,
      purchasedOn: daysAfter(dayOf(service.now), -daysAgo),
      product: products[vendor],
      ...(dice.happens(0.15) && { freePeriod: dice.oneOf(['P1M', 'P3M', 'P6M']) }),
    });
    this.#planRenewal(customer, contract.id as string, contract.terms as readonly Term[]);
    this.#planChange(customer, contract.id as string);
  }

  /** C2, C3: in time, late, or never. */
  #planRenewal(customer: Customer, contractId: string, terms: readonly Term[]): void {
    const { agenda, dice, service, calendar } = this.simulation;
    const { lastDay } = terms.at(-1)!;
    const how = dice.weighted({ early: 35, soon: 30, late: 15, never: 20 });
    if (how === 'never') return;
    const days = { early: -dice.between(10, 100), soon: -dice.between(0, 9), late: dice.between(1, 45) }[how];
    const on = local(daysAfter(lastDay, days));
    const at = dice.inHours(calendar, Math.max(on, service.now), dice.between(30, 1_200));
    agenda.plan(at, async () => {
      const renewed = await this.#attempt(customer, `/contracts/${contractId}/renewals`, {
        signedOn: dayOf(service.now),
        period: dice.oneOf(['P1Y', 'P1Y', 'P1Y', 'P6M']),
      });
      if (renewed !== null) this.#planRenewal(customer, contractId, renewed.terms as readonly Term[]);
    });
  }

  /** At most one of these for a contract. */
  #planChange(customer: Customer, contractId: string): void {
    const { agenda, dice, service, until } = this.simulation;
    const what = dice.weighted({ suspend: 6, transfer: 4, terminate: 3, revoke: 2, nothing: 85 });
    if (what === 'nothing') return;
    const path = `/contracts/${contractId}`;
    const reason = '按客户要求';
    agenda.plan(this.#anyHour(service.now + dayMs, until), async () => {
      const today = dayOf(service.now);
      if (what === 'suspend') {
        const extend = dice.happens(0.5);
        const days = dice.between(5, 60);
        const isOpenEnded = dice.happens(0.3);
        const to = isOpenEnded ? {} : { to: daysAfter(today, days) };
        await this.#attempt(customer, `${path}/suspend`, { from: today, ...to, reason, extend });
        if (isOpenEnded)
          agenda.plan(service.now + days * dayMs, async () => {
            await this.#attempt(customer, `${path}/resume`, { on: dayOf(service.now), extend });
          });
      } else if (what === 'transfer') {
        const other = this.all.find(({ vendor, id }) => vendor === customer.vendor && id !== customer.id);
        if (other === undefined) return;
        const from = daysAfter(today, dice.happens(0.5) ? 0 : dice.between(1, 30));
        await this.#attempt(customer, `${path}/transfer`, { toCustomerId: other.id, from });
      } else if (what === 'terminate') {
        await this.#attempt(customer, `${path}/terminate`, { from: daysAfter(today, dice.between(0, 20)), reason });
        if (dice.happens(0.4))
          agenda.plan(service.now + dice.between(2, 40) * dayMs, async () => {
            await this.#attempt(customer, `${path}/reinstate`, { reason });
          });
      } else {
        await this.#attempt(customer, `${path}/licence/revoke`, { reason });
        if (dice.happens(0.6))
          agenda.plan(service.now + dice.between(2, 60) * dayMs, async () => {
            await this.#attempt(customer, `${path}/licence/restore`, { reason });
          });
      }
    });
  }

  /** A2, C1: some contacts are erased, some customers turn out to be one. */
  #planLater(customer: Customer): void {
    const { agenda, dice, service, until } = this.simulation;
    const { id, contactIds } = customer;
    const [contactId] = contactIds;
    if (contactId !== undefined && dice.happens(0.04))
      agenda.plan(this.#anyHour(service.now + 5 * dayMs, until), async () => {
        await this.#attempt(customer, `/customers/${id}/contacts/${contactId}/erase`, { reason: '本人要求' });
      });
    if (dice.happens(0.02))
      agenda.plan(this.#anyHour(service.now + 20 * dayMs, until), async () => {
        const into = this.all.find(({ vendor, n }) => vendor === customer.vendor && n > customer.n);
        if (into === undefined) return;
        const body = { intoCustomerId: into.id, reason: '同一客户登记了两次' };
        await this.#attempt(customer, `/customers/${id}/merge`, body);
      });
  }

  /** What the state of the ledger forbids is left out: people read the refusal. */
  async #attempt({ vendor }: Customer, path: string, body: object) {
    const { service } = this.simulation;
    return service.attempt(vendor, path, body);
  }

  #anyHour(from: number, until: number): number {
    const { dice, calendar } = this.simulation;
    const at = from + dice.between(0, Math.max(1, Math.floor((until - from) / minuteMs))) * minuteMs;
    return dice.happens(0.9) ? dice.inHours(calendar, at, 0) : at;
  }
}
