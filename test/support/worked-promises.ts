import type { WorkedPromise } from '../domain/promise/worked-answers.js';
import type { ApiClient } from './api-client.js';
import type { LifeOfRequest } from './life-of-request.js';

const late = { reason: '补录' };

/** The UTC instant of a local one, +08:00, `YYYY-MM-DD HH:mm` or finer. */
export const utc = (local: string): string =>
  new Date(`${local.replace(' ', 'T')}${local.length === 'YYYY-MM-DD HH:mm'.length ? ':00' : ''}+08:00`).toISOString();

/** The promise of a worked answer as an answer shows it, out of acts that are all recorded long afterwards. */
export const promiseOf = async (client: ApiClient, life: LifeOfRequest, worked: WorkedPromise) => {
  const { kind, from, urgency = 'normal', level = 'standard', region } = worked;
  const onsite = kind === 'arrive';
  const request = await life.register(level, {
    service: onsite ? 'onsite' : 'maintenance',
    channel: onsite ? 'onsite' : 'hotline',
    urgency,
    requestedAt: utc(from),
    ...(region && { region }),
    ...late,
  });
  const acts = [
    ...(worked.pauses ?? []).flatMap(([pause, begins, ends]) => life.pausing(request, pause, utc(begins), utc(ends))),
    ...(worked.changes ?? []).map(([at, changed]) => ({
      at: utc(at),
      path: 'priority',
      body: { urgency: changed, ...late },
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let answer: never = request as never;
  for (const { at, path, body } of acts) {
    const fields = typeof body === 'function' ? body(answer) : body;
    answer = (await life.act(request.id, path, { ...fields, at, ...late })) as never;
  }
  const shown = await client.get(`/requests/${request.id}`);
  return shown.promises.find((promise: { kind: string }) => promise.kind === kind);
};
