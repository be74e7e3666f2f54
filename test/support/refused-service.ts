import type { Body } from './refused-requests.js';

type Accepted = (path: string, body: Body) => Promise<Readonly<Record<string, never>>>;
type Refused = (code: string, path: string, body: Body) => Promise<void>;

const reason = '示例';
const by = '李工';
/** After today, 2026-06-01. */
const later = '2026-07-01T01:00:00.000Z';

/** Requests for service and intakes that rules refuse (R8 to R18). */
export const refusedOfService = async (customerId: string, accepted: Accepted, refused: Refused): Promise<void> => {
  const asked = { customerId, service: 'maintenance', channel: 'phone', urgency: 'normal', title: '登录缓慢' };
  const { id } = await accepted('/requests', asked);
  const at = `/requests/${String(id)}`;
  await refused('at-in-future', `${at}/acknowledge`, { by, at: later });
  await refused('at-too-early', `${at}/acknowledge`, { by, at: '2026-05-31T08:00:00.000Z' });
  await refused('request-state', `${at}/close`, { reason });
  // The term that runs is not paid: without a right nobody works but out of goodwill.
  await accepted(`${at}/goodwill`, { reason });
  await refused('backup-not-confirmed', `${at}/work`, { mode: 'remote', by });
  await refused('backup-in-future', `${at}/backup`, {
    confirmedBy: '王芳',
    takenAt: later,
    location: '备份服务器',
    disclaimerAccepted: true,
  });
  await refused('planned-in-past', `${at}/memo`, {
    text: '平台限制',
    solution: '随新版本解决',
    plannedOn: '2026-01-01',
  });
  await refused('memo-missing', `${at}/memo/confirm`, { side: 'vendor', person: by, sha256: '0'.repeat(64) });
  await refused('request-into-itself', `${at}/merge`, { intoRequestId: id, reason });
  const { visitId } = await accepted(`${at}/visits`, { reason });
  const visit = `${at}/visits/${String(visitId)}`;
  await refused('visit-not-accepted', `${visit}/schedule`, { startsAt: later, engineer: by });

  const { id: intakeId } = await accepted('/intakes', { channel: 'hotline', receivedAt: '2026-06-01T01:00:00.000Z' });
  const intake = `/intakes/${String(intakeId)}`;
  await accepted(`${intake}/answer`, { by });
  await refused('intake-answered', `${intake}/answer`, { by: '赵工' });
  await accepted(`${intake}/close`, { reason: 'spam' });
  await refused('intake-closed', `${intake}/close`, { reason: 'wrong-number' });
};
