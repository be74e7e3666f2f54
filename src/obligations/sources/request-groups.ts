import { owedOfRequest } from '../../../domain/obligation/owed-request.js';
import type { RequestCourse } from '../../../domain/obligation/request-course.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { dueIfResumed } from '../../../domain/request/due-of-promise.js';
import { VendorTerms } from '../../requests/requests.port.js';
import { owedInRequest } from './owed-beside-contracts.js';
import { sourceNames } from './source-names.js';
import type { OwedGroup, Published } from './source.js';

/**
 * What is owed of a request, by the policy of its decision (K14) and the newest calendar (O8), one group for each part.
 */
export const groupsOfRequest = (
  vendor: string,
  course: RequestCourse,
  published: Published,
  now: number,
): readonly OwedGroup[] => {
  const { zone, book } = published;
  const { request } = course;
  const { requestId, customerId, decision } = request;
  const { policy, hours } = book.policyOf(decision.policyVersion, '1970-01-01');
  const rolling = hours(book.calendarAt(Infinity));
  const figures = figuresOf(policy);
  const { termsOf } = new VendorTerms(published);
  const { silenceWorkingDays, remindWorkingDays } = figures.requests;
  const owed = owedOfRequest(
    course,
    {
      hotline: rolling.hotline,
      provisional: (at) => rolling.provisional(at),
      silenceWorkingDays,
      remindWorkingDays,
      at: figures.reminders.at,
      ifResumed: (promise) => dueIfResumed(request, promise, termsOf, now),
    },
    now,
  );
  return [...new Set(owed.map(({ about }) => about))].map((about) => ({
    key: { source: sourceNames.request, subjectId: requestId, customerId, part: about },
    owed: owed.filter((each) => each.about === about).map((each) => owedInRequest(vendor, requestId, customerId, each)),
    hotline: rolling.hotline,
    zone,
    figures,
    suppressionAt: () => null,
  }));
};
