import { dice } from '../names.js';
import { type Cast, type Customer, renew } from './cast.js';
import {
  accept,
  acknowledge,
  act,
  advise,
  arrives,
  askedByLead,
  closeFor,
  confirmBackup,
  rate,
  resolve,
  workRemotely,
} from './common-acts.js';
import type { Department } from './department.js';
import type { Scenario } from './scenarios-in-time.js';
import type { Matter } from './department-texts.js';

type ScenarioOf = (department: Department, cast: Cast) => Scenario;

/** O1: renewed before its last day, so that the reminders end and no notice goes. */
export const renewalScenario: ScenarioOf = async function* (department, { plant }) {
  yield department.on(department.dayBack(58), '10:30');
  await renew(department, plant, department.dayBack(58));
};

/** M4: the mails of reminders to one address return; it is written to no more, and the manager is notified. */
export const bounceScenario: ScenarioOf = async function* (department, { lost }) {
  const { texts, mails } = department;
  const [{ email }] = texts.cast.lost.contacts;
  const returned = new Set<string>();
  for (const back of [66, 59, 58]) {
    yield department.on(department.dayBack(back), '09:40');
    for (const { to, messageId } of mails.all.filter((mail) => mail.subject.includes(lost.contractNo)))
      if (to.address === email && !returned.has(messageId)) {
        returned.add(messageId);
        await department.post('system', '/mail/bounces', { messageId, status: '5.1.1' });
      }
  }
};

/** R2, R18: what asks for nothing is closed with its reason; a call that nobody took is called back. */
export const intakesScenario: ScenarioOf = async function* (department, { plant }) {
  const { texts } = department;
  const { agent } = texts.staff;
  const received = (channel: string, text?: string) =>
    department.post('support', '/intakes', { channel, receivedAt: department.now(), ...(text && { text }) });
  const closed = ({ id }: { readonly id: string }, reason: string) =>
    department.post('support', `/intakes/${id}/close`, { reason });
  yield department.at(50, '11:00');
  const spam = await received('email', texts.intakes.spam);
  await closed(spam, 'spam');
  yield department.at(41, '14:30');
  const wrong = await received('hotline', texts.intakes.wrongNumber);
  await department.post('support', `/intakes/${wrong.id}/answer`, { by: agent });
  await closed(wrong, 'wrong-number');
  yield department.at(29, '09:55');
  await closed(await received('hotline'), 'abandoned');
  yield department.at(19, '17:20');
  const matter = texts.usual[0]!;
  const missed = await department.post('support', '/intakes', {
    channel: 'hotline',
    receivedAt: department.now(),
    from: plant.contactId,
  });
  yield department.at(19, '17:36');
  await department.post('support', `/intakes/${missed.id}/answer`, { by: agent, callback: true });
  const { customerId, contactId } = plant;
  const request = await department.post('support', '/requests', {
    customerId,
    service: 'maintenance',
    channel: 'hotline',
    urgency: 'low',
    title: matter.title,
    description: matter.text,
    contact: contactId,
    intakeId: missed.id,
  });
  await advise(department, request);
  await resolve(department, request, matter);
  yield department.at(1, '16:40');
  await received('email', texts.intakes.unread);
};

/** What is asked every week, and solved soon. */
export const usualScenarios = (department: Department, cast: Cast, count: number): readonly Scenario[] => {
  const chance = dice(department.vendor === 'seeyon' ? 33 : 44);
  return Array.from({ length: count }, (_, index) => {
    const back = 57 - Math.floor((index * 50) / count) - chance.upTo(3);
    const named = chance.oneOf(['plant', 'trader', 'outlying', 'expiring'] as const);
    const customer = named === 'trader' ? askedByLead(cast.trader) : cast[named];
    const [hour, minute] = [chance.oneOf([9, 10, 13, 14, 15]), 20 + chance.upTo(35)];
    const matter = department.texts.usual[index % department.texts.usual.length]!;
    const drawn = {
      channel: chance.oneOf(['hotline', 'hotline', 'phone', 'email'] as const),
      urgency: chance.oneOf(['high', 'normal', 'normal', 'low'] as const),
      acknowledgedIn: 4 + chance.upTo(30),
      resolvedIn: 25 + chance.upTo(60),
      closing: chance.oneOf(['link', 'link', 'staff', 'silence'] as const),
      score: chance.oneOf([null, 3, 4, 4, 5, 5, 5] as const),
      comment: chance.upTo(3),
    };
    return (async function* (): Scenario {
      yield department.at(back, `${hour}:${minute}`);
      const request = await arrives(department, customer, drawn.channel, matter, { urgency: drawn.urgency });
      yield department.in(drawn.acknowledgedIn);
      await acknowledge(department, request);
      await advise(department, request);
      yield department.in(drawn.resolvedIn);
      await resolve(department, request, matter);
      if (drawn.closing === 'silence') return;
      yield department.at(back - 1, '10:50');
      if (drawn.closing === 'link') await accept(department, request);
      else await closeFor(department, request, customer);
      if (drawn.score === null) return;
      yield department.at(back - 2, '11:40');
      const comments = department.texts.comments[drawn.score];
      await rate(department, request, drawn.score, comments[drawn.comment % comments.length]);
    })();
  });
};

/** What is open when the demo begins to serve: surveys, a resolution, a wait, work; and one that was withdrawn. */
export const openScenarios = (
  department: Department,
  { plant, outlying, trader, expiring }: Cast,
): readonly Scenario[] => {
  const { texts } = department;
  const { matters, usual } = texts;
  const asked = async function* (customer: Customer, time: string, matter: Matter): Scenario {
    yield department.at(5, time);
    const request = await arrives(department, customer, 'hotline', matter);
    yield department.in(9);
    await acknowledge(department, request);
    await advise(department, request);
    yield department.in(75);
    await resolve(department, request, matter);
    yield department.at(4, '15:00');
    await closeFor(department, request, customer);
  };
  const pending = async function* (): Scenario {
    yield department.at(2, '14:05');
    const request = await arrives(department, plant, 'hotline', matters.pending);
    yield department.at(2, '14:20');
    await acknowledge(department, request);
    await advise(department, request);
    yield department.at(1, '15:30');
    await resolve(department, request, matters.pending);
  };
  const waiting = async function* (): Scenario {
    yield department.at(3, '11:00');
    const request = await arrives(department, expiring, 'email', matters.question);
    yield department.at(3, '11:25');
    await acknowledge(department, request);
    await act(department, request, 'wait', { kind: 'information', text: texts.information.open });
  };
  const working = async function* (): Scenario {
    yield department.at(1, '13:25');
    const request = await arrives(department, outlying, 'phone', usual[4]!, { urgency: 'high' });
    yield department.at(1, '13:40');
    await acknowledge(department, request);
    await confirmBackup(department, request, outlying);
    await workRemotely(department, request);
  };
  const withdrawn = async function* (): Scenario {
    yield department.at(14, '10:00');
    const request = await arrives(department, expiring, 'email', matters.mistake, { urgency: 'low' });
    yield department.at(14, '10:35');
    await act(department, request, 'cancel', { reason: texts.withdrawn });
  };
  return [
    asked(trader, '09:30', matters.archive),
    asked(outlying, '10:10', matters.rights),
    pending(),
    waiting(),
    working(),
    withdrawn(),
  ];
};

/** K5, K12: of the 48 hours until somebody has to be on site, 40 have passed when the demo begins to serve. */
export const atRiskScenario = async function* (
  department: Department,
  { plant }: Cast,
  portal: string,
  servesAt: number,
): Scenario {
  const { title, text } = department.texts.matters.move;
  yield servesAt - 40 * 3_600_000;
  const { customerId, contactId } = plant;
  const request = await department.post(
    'customer',
    '/requests',
    {
      customerId,
      service: 'onsite',
      channel: 'website',
      urgency: 'normal',
      title,
      description: text,
      contact: contactId,
    },
    portal,
  );
  yield department.opening() + 12 * 60_000;
  await acknowledge(department, request);
};
