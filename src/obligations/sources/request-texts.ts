import { epochOf, type Instant, instantOf } from '../../../domain/kernel/civil.js';
import type { Personal } from '../../../domain/kernel/personal.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { promiseAbout } from '../../../domain/obligation/owed-request.js';
import type { AgreedMemo, RequestCourse } from '../../../domain/obligation/request-course.js';
import { composeMail, type ComposedMail, type MailVendor } from '../../mails/mails.port.js';
import type { Addressee, Owed } from './source.js';

/** The text, where it was not erased (A7). */
const plain = (text: Personal<string> | null | undefined): string | null =>
  text != null && 'plain' in text ? text.plain : null;

/** The memo that an obligation is about. */
export const memoOf = (memos: readonly AgreedMemo[], about: string | null): AgreedMemo | undefined =>
  memos.find(({ memoId, version }) => about === `memo ${memoId} ${version}`);

/** A mail about a request as it is now; what was erased of it is left out. */
export const composeRequestMail = (
  course: RequestCourse,
  { named: { kind, about, dueAt, customerId } }: Owed,
  { name, role }: Addressee,
  {
    customerName,
    closesAt,
    resolutionPage,
  }: { readonly customerName: string; readonly closesAt: Instant | null; readonly resolutionPage: string | null },
  language: Language,
  vendor: MailVendor,
): ComposedMail => {
  const { request } = course;
  const common = {
    recipientName: name === '' ? null : name,
    customerName,
    requestNo: request.no,
    title: plain(request.title) ?? request.no,
  };
  const promise = request.promises.find(({ promiseId }) => about === promiseAbout(promiseId));
  const wait = request.waits.find(({ waitId }) => about === `wait ${waitId}`);
  const asked = { ...common, question: plain(wait?.text) ?? '', waitingSince: wait?.from ?? dueAt };
  const dueOf = (of: 'respond' | 'arrive') =>
    request.promises.find(({ kind, verdict }) => kind === of && verdict === null)?.dueAt ?? null;
  switch (kind) {
    case 'request-received':
      return composeMail(
        kind,
        language,
        vendor,
        { ...common, receivedAt: request.requestedAt, respondBy: dueOf('respond'), arriveBy: dueOf('arrive') },
        {},
      );
    case 'request-waiting':
      return composeMail(
        kind,
        language,
        vendor,
        { ...common, question: asked.question, until: wait?.until ?? null },
        {},
      );
    case 'request-resolved': {
      const resolution = course.resolutions.find(({ cycle }) => about === `cycle ${cycle}`)!;
      const facts = { ...common, resolution: plain(resolution.text) ?? '', resolvedAt: resolution.at };
      return composeMail(kind, language, vendor, { ...facts, closesAt }, { resolutionPage });
    }
    case 'wait-reminder':
    case 'wait-unanswered':
      return composeMail(kind, language, vendor, asked, {});
    case 'promise-at-risk':
    case 'promise-broken':
      return composeMail(
        kind,
        language,
        vendor,
        {
          ...common,
          promise: promise!.kind,
          priority: promise!.priority,
          dueAt: promise!.dueAt ?? instantOf(epochOf(dueAt)),
        },
        {},
      );
    case 'memo-planned': {
      const memo = memoOf(course.memos, about)!;
      const facts = { ...common, plannedOn: memo.plannedOn, solution: plain(memo.solution) ?? '' };
      return composeMail(role === 'contact' ? kind : 'memo-planned-staff', language, vendor, facts, {});
    }
    default:
      throw new Error(`there is no mail about a request of kind ${kind} for customer ${customerId}`);
  }
};
