import type { Channel, Urgency } from '../../../../domain/kernel/vocabulary.js';
import type { Customer } from './cast.js';
import type { Answer, Department } from './department.js';
import type { Matter } from './department-texts.js';

interface Asked {
  readonly urgency?: Urgency;
  readonly service?: 'maintenance' | 'onsite';
  /** Whether somebody picks up; a mail is answered by nobody. */
  readonly answered?: boolean;
}

/** The same customer, whose lead asks. */
export const askedByLead = (customer: Customer): Customer => ({ ...customer, contactId: customer.leadId });

/** Something arrives, is logged, and is registered as a request. */
export const arrives = async (
  department: Department,
  { customerId, contactId }: Customer,
  channel: Channel,
  { title, text }: Matter,
  { urgency = 'normal', service = 'maintenance', answered = channel === 'hotline' || channel === 'phone' }: Asked = {},
): Promise<Answer> => {
  const received = { channel, receivedAt: department.now(), from: contactId, text };
  const { id: intakeId } = await department.post('support', '/intakes', received);
  if (answered) await department.post('support', `/intakes/${intakeId}/answer`, { by: department.texts.staff.agent });
  const asked = { customerId, service, channel, urgency, title, description: text, contact: contactId, intakeId };
  return department.post('support', '/requests', asked);
};

export const act = (department: Department, { id }: Answer, path: string, body: object) =>
  department.post('support', `/requests/${id}/${path}`, body);

export const acknowledge = (department: Department, request: Answer) =>
  act(department, request, 'acknowledge', { by: department.texts.staff.engineer });

export const advise = (department: Department, request: Answer) =>
  act(department, request, 'work', { mode: 'advice', by: department.texts.staff.engineer });

export const workRemotely = (department: Department, { id }: Answer) =>
  department.post('engineer', `/requests/${id}/work`, {
    mode: 'remote',
    by: department.texts.staff.engineer,
    tool: 'RDP',
  });

export const resolve = (department: Department, { id }: Answer, { resolution }: Matter) =>
  department.post('engineer', `/requests/${id}/resolve`, { resolution, by: department.texts.staff.engineer });

/** The customer follows the link in the mail about the resolution. */
export const accept = (department: Department, { no }: Answer) =>
  department.follow(department.mails.linkOf('resolutions', no), { answer: 'accept' });

export const reopen = (department: Department, { no }: Answer, reason: string) =>
  department.follow(department.mails.linkOf('resolutions', no), { answer: 'reopen', reason });

/** Somebody of the customer notifies the staff that it is solved. */
export const closeFor = (department: Department, request: Answer, { contactId }: Customer) =>
  act(department, request, 'close', { confirmedBy: contactId });

/** The customer follows the link in the mail of the survey. */
export const rate = (department: Department, { no }: Answer, score: 2 | 3 | 4 | 5, comment?: string) =>
  department.follow(department.mails.linkOf('surveys', no), {
    score,
    comment: comment ?? department.texts.comments[score][0],
  });

/** A backup was made half an hour before. */
export const confirmBackup = (department: Department, { id }: Answer, { contactId }: Customer) =>
  department.post('support', `/requests/${id}/backup`, {
    confirmedBy: contactId,
    takenAt: department.ago(30),
    location: department.texts.backup.place,
    disclaimerAccepted: true,
  });
