import { promises as promiseView } from '../../../projections/promises/promises.js';
import type { Mail } from '../../../src/platform/mail/mail.js';
import { announcedHolidays } from '../../../src/policies/holidays.js';
import { Agenda } from './agenda.js';
import { CountingMail } from './counting-mail.js';
import { Customers, type Simulation } from './customers.js';
import { Dice } from './dice.js';
import { local, PlainCalendar } from './plain-calendar.js';
import { RequestStories } from './request-stories.js';
import { SimulatedService, type Vendor, vendors } from './simulated-service.js';

export interface Settings {
  readonly home: string;
  readonly customers: number;
  /** Local days; the last one is simulated too. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** When the days of 2027 are announced. */
  readonly announcedOn: string;
  readonly seed: number;
  readonly onProgress?: (day: string, events: number) => void;
}

/** What a simulation has to show besides its ledger. */
export interface Simulated {
  readonly service: SimulatedService;
  readonly mail: CountingMail;
  /** Epoch ms. */
  readonly until: number;
  /** Promises that were given before the publication, with what of them changed by it. */
  readonly givenBefore: number;
  readonly moved: readonly string[];
  /** Tables of views that were built between the start and the end, by their numbers. */
  readonly rebuilt: readonly number[];
}

/** The days of 2027 as they could be announced: the simulation needs a year, not this one. */
const restDaysOf2027 = [
  ...['01-01', '01-02', '01-03'],
  ...['02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11', '02-12'],
  ...['04-03', '04-04', '04-05', '05-01', '05-02', '05-03', '05-04', '05-05', '06-09'],
  ...['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'],
].map((day) => `2027-${day}`);
const makeUpDaysOf2027 = ['2027-01-30', '2027-02-20', '2027-05-08', '2027-09-26'];

const holidaysWith2027 = () => {
  const { holidays } = announcedHolidays();
  return {
    years: [...holidays.years, 2027],
    holidays: [...holidays.holidays, ...restDaysOf2027],
    makeUpDays: [...holidays.makeUpDays, ...makeUpDaysOf2027],
  };
};

/** A year of a service department, from event to event: the next act of people, or the next job that is due. */
export const simulate = async (settings: Settings): Promise<Simulated> => {
  const { home, seed, firstDay, lastDay, announcedOn, onProgress } = settings;
  const mail = new CountingMail();
  const from = local(firstDay, '09:00');
  const until = local(lastDay, '23:59');
  const service = await SimulatedService.open(home, mail, from);
  const [agenda, dice] = [new Agenda(), new Dice(seed)];
  const calendar = new PlainCalendar(holidaysWith2027());
  const simulation: Simulation = { service, agenda, dice, calendar, from, until };
  for (const vendor of vendors) await nameServiceAddress(service, vendor);
  const stories = new RequestStories(simulation);
  const customers = new Customers(simulation);
  customers.plan(settings.customers, (customer) => stories.plan(customer));
  mail.onAccepted = (accepted) => {
    stories.onMail(accepted);
    planBounce(simulation, accepted);
  };
  const built = await service.builtTables();
  const announcedAt = local(announcedOn, '10:30');
  let published: Awaited<ReturnType<typeof publish2027>> | undefined;
  let shown = '';
  for (;;) {
    const at = Math.min(agenda.next, await service.nextDue(), published === undefined ? announcedAt : Infinity);
    if (at > until) break;
    service.now = at;
    if (at >= announcedAt) published ??= await publish2027(service);
    while (agenda.next <= service.now) await Promise.all(agenda.take().map((act) => act()));
    await service.settle();
    const month = new Date(service.now).toISOString().slice(0, 7);
    if (month !== shown) onProgress?.((shown = month), await service.head());
  }
  service.now = until;
  await service.settle();
  await service.caughtUp();
  const rebuilt = (await service.builtTables()).filter((table) => !built.includes(table));
  return { service, mail, until, ...published!, rebuilt };
};

/** P4: the next version of the policy names where the vendor's own service is written to. */
const nameServiceAddress = async (service: SimulatedService, vendor: Vendor): Promise<void> => {
  const { items } = await service.call(vendor, 'GET', '/policies');
  const { version } = (items as { version: number }[]).at(-1)!;
  const { policy } = await service.call(vendor, 'GET', `/policies/${vendor}/versions/${version}`);
  const next = { ...policy, version: version + 1, mail: { ...policy.mail, desk: `service@${vendor}.example` } };
  await service.call(vendor, 'POST', `/policies/${vendor}/versions`, next);
};

/** M4: some mails come back after the server has accepted them. */
const planBounce = ({ agenda, dice, service }: Simulation, { messageId, to: { address } }: Mail): void => {
  const [, n] = /^contact\.(\d+)\./.exec(address) ?? [];
  if (n === undefined || Number(n) % 40 !== 5 || !dice.happens(0.7)) return;
  const vendor: Vendor = Number(n) % 4 === 3 ? 'huaruan' : 'seeyon';
  agenda.plan(service.now + dice.hours(1, 5), async () => {
    await service.attempt(vendor, '/mail/bounces', { messageId, status: '5.1.1' });
  });
};

/** K2, O8: a calendar moves no promise that was given; what of them is different afterwards. */
const publish2027 = async (service: SimulatedService) => {
  await service.settle();
  const before = await promisesShown(service);
  for (const vendor of vendors) await service.publishCalendar(vendor, holidaysWith2027());
  await service.settle();
  await service.caughtUp();
  const after = await promisesShown(service);
  return {
    givenBefore: before.size,
    moved: [...before].flatMap(([id, row]) => (after.get(id) === row ? [] : [`${id}: ${row} became ${after.get(id)}`])),
  };
};

/** Every row of the view of promises, by promise. */
const promisesShown = async ({ stores }: SimulatedService): Promise<ReadonlyMap<string, string>> => {
  const view = stores.views.view(promiseView);
  const rows = new Map<string, string>();
  for (const vendor of vendors) {
    let cursor: string | undefined;
    do {
      const page = await view.query({ vendor, where: [], limit: 500, ...(cursor !== undefined && { cursor }) });
      for (const { id, row } of page.items) rows.set(id, JSON.stringify(row));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return rows;
};
