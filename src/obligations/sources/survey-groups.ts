import { type OwedOfSurvey, owedOfSurveys } from '../../../domain/obligation/owed-survey.js';
import type { SurveyCourse } from '../../../domain/obligation/survey-course.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { VendorTerms } from '../../requests/requests.port.js';
import { owedInRequest } from './owed-beside-contracts.js';
import { sourceNames } from './source-names.js';
import type { Owed, OwedGroup, Published } from './source.js';

/**
 * By the policy of the request's decision (K14) and the newest calendar (O8): one group for each survey and follow-up.
 */
export const groupsOfSurveys = (
  vendor: string,
  course: SurveyCourse,
  published: Published,
  now: number,
): readonly OwedGroup[] => {
  const { requestId, customerId, decision } = course.request;
  const terms = new VendorTerms(published);
  const surveyTerms = terms.surveyTermsOf(decision.policyVersion);
  const owed = owedOfSurveys(course, surveyTerms);
  return [...new Set(owed.map(({ about }) => about))].map((about) => ({
    key: { source: sourceNames.survey, subjectId: requestId, customerId, part: about },
    owed: owed.filter((each) => each.about === about).map((each) => owedOf(vendor, requestId, customerId, each, now)),
    hotline: surveyTerms.hotline,
    zone: published.zone,
    figures: figuresOf(terms.policyOf(decision.policyVersion)),
    suppressionAt: () => null,
  }));
};

const owedOf = (vendor: string, requestId: string, customerId: string, owed: OwedOfSurvey, now: number): Owed => {
  const { about, dueAt, endsAs } = owed;
  // O3: what has no more use ends at once.
  const firesAt = endsAs === null ? dueAt : Math.min(dueAt, now);
  return owedInRequest(vendor, requestId, customerId, { ...owed, detail: about, offset: 0, firesAt });
};
