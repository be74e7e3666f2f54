import type { Cast } from './cast.js';
import { renew } from './cast.js';
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
  reopen,
  resolve,
  workRemotely,
} from './common-acts.js';
import type { Department } from './department.js';
import type { Scenario } from './scenarios-in-time.js';

type ScenarioOf = (department: Department, cast: Cast) => Scenario;

/** R4, R13: acknowledged in time; no work before the backup; accepted by the link of the mail. */
export const gateScenario: ScenarioOf = async function* (department, { plant }) {
  const { texts } = department;
  yield department.at(60, '09:12');
  const request = await arrives(department, plant, 'hotline', texts.matters.login, { urgency: 'high' });
  yield department.at(60, '09:18');
  await acknowledge(department, request);
  yield department.at(60, '09:30');
  await act(department, request, 'wait', { kind: 'backup', text: texts.backup.ask });
  yield department.at(60, '09:41');
  const work = { mode: 'remote', by: texts.staff.engineer };
  await department.refused('engineer', `/requests/${request.id}/work`, work, 'backup-not-confirmed');
  yield department.at(60, '11:05');
  await confirmBackup(department, request, plant);
  yield department.at(60, '11:12');
  await workRemotely(department, request);
  yield department.at(60, '14:20');
  await resolve(department, request, texts.matters.login);
  yield department.at(60, '15:02');
  await accept(department, request);
  yield department.at(59, '10:15');
  await rate(department, request, 5);
};

/** K11, S22: nobody responds in time; the low rating is followed up, in time at one vendor and late at the other. */
export const lateScenario: ScenarioOf = async function* (department, { outlying }) {
  const { texts, vendor } = department;
  yield department.at(52, '15:40');
  const request = await arrives(department, outlying, 'email', texts.matters.sync, { urgency: 'high' });
  yield department.at(51, '10:30');
  await acknowledge(department, request);
  await advise(department, request);
  yield department.at(51, '11:30');
  await resolve(department, request, texts.matters.sync);
  yield department.at(50, '14:00');
  await closeFor(department, request, outlying);
  yield department.at(49, '16:00');
  await rate(department, request, 2);
  yield vendor === 'seeyon' ? department.at(48, '11:00') : department.at(46, '10:00');
  await act(department, request, 'follow-up/reply', { ...texts.followUp, by: texts.cast.outlying.manager.name });
};

/** R10, R11: it waits through two reminders, then the customer answers; silence closes it. */
export const waitingScenario: ScenarioOf = async function* (department, { trader }) {
  const { texts } = department;
  yield department.at(45, '10:05');
  const request = await arrives(department, trader, 'email', texts.matters.import);
  yield department.at(45, '10:24');
  await acknowledge(department, request);
  yield department.at(45, '10:40');
  await act(department, request, 'wait', { kind: 'information', text: texts.information.ask });
  yield department.at(37, '14:10');
  const answer = { direction: 'inbound', channel: 'email', text: texts.information.answer };
  await act(department, request, 'interactions', answer);
  yield department.at(37, '15:00');
  await advise(department, request);
  yield department.at(37, '16:30');
  await resolve(department, request, texts.matters.import);
};

/** R5, R15: what cannot be solved soon is agreed in a memo. */
export const memoScenario: ScenarioOf = async function* (department, { plant }) {
  const { texts } = department;
  yield department.at(40, '13:30');
  const request = await arrives(department, plant, 'hotline', texts.matters.slow);
  yield department.at(40, '13:44');
  await acknowledge(department, request);
  await advise(department, request);
  yield department.at(40, '16:00');
  const plannedOn = department.workingDay(28);
  const { memo } = await act(department, request, 'memo', { ...texts.memo, plannedOn });
  const confirmed = (side: string, person: string) =>
    act(department, request, 'memo/confirm', { side, person, sha256: memo.sha256 });
  yield department.at(39, '10:00');
  await confirmed('vendor', texts.staff.lead);
  yield department.at(39, '15:20');
  await confirmed('customer', plant.leadId);
  yield department.at(28, '10:00');
  await act(department, request, 'resume', { kind: 'memo' });
  await confirmBackup(department, request, plant);
  await workRemotely(department, request);
  yield department.at(28, '16:10');
  await resolve(department, request, texts.matters.slow);
  yield department.at(27, '09:40');
  await accept(department, request);
  yield department.at(26, '11:20');
  await rate(department, request, 4);
};

/** R6, R16: a visit outside the city: quoted, accepted, scheduled, arrived in time, signed for. */
export const visitScenario: ScenarioOf = async function* (department, { outlying }) {
  const { texts } = department;
  const { engineer } = texts.staff;
  yield department.at(35, '09:20');
  const request = await arrives(department, outlying, 'phone', texts.matters.network, { service: 'onsite' });
  const visitId = request.promises.flatMap((promise) => promise.visitId ?? [])[0]!;
  const path = `/requests/${request.id}/visits/${visitId}`;
  await acknowledge(department, request);
  yield department.at(35, '11:00');
  const [fee, amount] = [
    { amount: '2000.00', currency: 'CNY' },
    { amount: '860.00', currency: 'CNY' },
  ];
  await department.post('sales', `${path}/quote`, { fee, travel: { basis: 'fixed', amount } });
  yield department.at(34, '10:00');
  await department.post('sales', `${path}/accept`, { acceptedBy: outlying.leadId });
  const startsAt = new Date(department.at(32, '10:00')).toISOString();
  await department.post('support', `${path}/schedule`, { startsAt, engineer });
  yield department.at(32, '10:06');
  await department.post('engineer', `${path}/arrive`, { by: engineer });
  await confirmBackup(department, request, outlying);
  await department.post('engineer', `/requests/${request.id}/work`, { mode: 'onsite', by: engineer });
  yield department.at(32, '16:40');
  const signed = { by: engineer, signedBy: outlying.contactId, minutes: 394, summary: texts.visit };
  await department.post('engineer', `${path}/finish`, signed);
  await resolve(department, request, texts.matters.network);
  yield department.at(31, '09:30');
  await accept(department, request);
  yield department.at(30, '13:40');
  await rate(department, request, 5, texts.comments[5][1]);
};

/** R14: the same matter, by telephone and by mail. */
export const mergeScenario: ScenarioOf = async function* (department, cast) {
  const trader = askedByLead(cast.trader);
  const { texts } = department;
  yield department.at(33, '10:00');
  const first = await arrives(department, trader, 'hotline', texts.matters.attachment, { urgency: 'high' });
  yield department.at(33, '10:12');
  await acknowledge(department, first);
  yield department.at(33, '10:20');
  const second = await arrives(department, trader, 'email', texts.matters.attachment, { urgency: 'high' });
  yield department.at(33, '10:31');
  await act(department, second, 'merge', { intoRequestId: first.id });
  await advise(department, first);
  yield department.at(33, '14:50');
  await resolve(department, first, texts.matters.attachment);
  yield department.at(33, '16:05');
  await accept(department, first);
  yield department.at(32, '17:10');
  await rate(department, first, 4, texts.comments[4][1]);
};

/** R8: without a right it is served out of goodwill, by an admin's word. */
export const goodwillScenario: ScenarioOf = async function* (department, cast) {
  // Mail to the other contact returns.
  const lost = askedByLead(cast.lost);
  const { texts } = department;
  yield department.at(30, '14:05');
  const request = await arrives(department, lost, 'hotline', texts.matters.expired);
  yield department.at(30, '14:40');
  await department.post('admin', `/requests/${request.id}/goodwill`, { reason: texts.goodwill });
  await acknowledge(department, request);
  await advise(department, request);
  yield department.at(30, '16:10');
  await resolve(department, request, texts.matters.expired);
  yield department.at(29, '11:00');
  await closeFor(department, request, lost);
};

/** R8: without a right it is referred to sales; the customer renews, and is served. */
export const referralScenario: ScenarioOf = async function* (department, { returning }) {
  const { texts } = department;
  yield department.at(26, '09:30');
  const request = await arrives(department, returning, 'hotline', texts.matters.advice);
  yield department.at(26, '09:36');
  await acknowledge(department, request);
  await act(department, request, 'refer', { to: 'renewal' });
  yield department.at(22, '11:00');
  await renew(department, returning, department.workingDay(22));
  yield department.at(22, '11:20');
  await act(department, request, 'decide', {});
  yield department.at(22, '13:30');
  await advise(department, request);
  yield department.at(22, '15:00');
  await resolve(department, request, texts.matters.advice);
  yield department.at(21, '10:00');
  await closeFor(department, request, returning);
  yield department.at(20, '14:30');
  await rate(department, request, 4, texts.comments[4][1]);
};

/** R12: accepted, and back after two days: the survey of the first resolution is superseded. */
export const reopeningScenario: ScenarioOf = async function* (department, { expiring }) {
  const { texts } = department;
  yield department.at(24, '10:40');
  const request = await arrives(department, expiring, 'hotline', texts.matters.print);
  yield department.at(24, '10:52');
  await acknowledge(department, request);
  await advise(department, request);
  yield department.at(24, '11:50');
  await resolve(department, request, texts.matters.print);
  yield department.at(23, '09:20');
  await accept(department, request);
  yield department.at(22, '14:15');
  await reopen(department, request, texts.reopened);
  yield department.at(22, '14:30');
  await acknowledge(department, request);
  const waived = { consentBy: expiring.leadId, reason: texts.backup.waived };
  await department.post('admin', `/requests/${request.id}/backup/waive`, waived);
  await workRemotely(department, request);
  yield department.at(22, '16:20');
  await resolve(department, request, texts.matters.print);
  yield department.at(21, '10:30');
  await accept(department, request);
  yield department.at(20, '09:50');
  await rate(department, request, 3);
};

/** K9: in the evening, critical, on the emergency line: elapsed time counts. */
export const eveningScenario: ScenarioOf = async function* (department, cast) {
  const trader = askedByLead(cast.trader);
  const { texts } = department;
  yield department.at(18, '20:15');
  const request = await arrives(department, trader, 'hotline', texts.matters.outage, { urgency: 'critical' });
  yield department.at(18, '20:33');
  await acknowledge(department, request);
  yield department.at(18, '21:00');
  await confirmBackup(department, request, trader);
  await workRemotely(department, request);
  yield department.at(18, '22:40');
  await resolve(department, request, texts.matters.outage);
  yield department.at(17, '09:35');
  await accept(department, request);
  yield department.at(16, '09:45');
  await rate(department, request, 5, texts.comments[5][2]);
};
