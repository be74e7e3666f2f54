import { Inject } from '@nestjs/common';
import type { Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { surveyOf } from '../../domain/request/surveys.js';
import type { Score } from '../../domain/survey/survey.events.js';
import { closedTo, type Survey, type SurveyRefusal } from '../../domain/survey/survey.js';
import { followUpDue } from '../../domain/survey/survey-dates.js';
import type { Clock } from '../platform/clock.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { CLOCK } from '../platform/tokens.js';
import { markedBody, sealedText, shownText } from '../platform/http/validation/sealed-text.js';
import { RequestChanges } from '../requests/requests.port.js';
import { actBy, type LinkedRequest, LinkedRequests } from './linked-requests.js';
import { SurveyAnswerDto } from './surveys.dto.js';

/** A survey as its link shows it. */
export interface LinkedSurvey {
  /** The vendor's name. */
  readonly company: string;
  readonly language: Language;
  readonly zone: string;
  readonly requestNo: string;
  readonly title: string | null;
  readonly closesAt: Instant | null;
  readonly score: Score | null;
  /** Why it cannot be answered; null while it can. */
  readonly over: SurveyRefusal | null;
}

/** S22, M6: shows and answers surveys by the tokens of mails. */
export class Surveys {
  constructor(
    @Inject(LinkedRequests) private readonly linked: LinkedRequests,
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined for a token that leads nowhere. */
  async find(token: string): Promise<LinkedSurvey | undefined> {
    const linked = await this.linked.find('survey', token);
    return linked && this.shown(linked, surveyOf(linked.request, linked.cycle));
  }

  /** Records the answer; `over` where somebody was first, or it is closed. Undefined for a token that leads nowhere. */
  async answer(token: string, body: SurveyAnswerDto, correlationId: string): Promise<LinkedSurvey | undefined> {
    const linked = await this.linked.find('survey', token);
    if (linked === undefined) return undefined;
    const { vendor, cycle, contactId, terms } = linked;
    const { requestId } = linked.request;
    const { comment } = body;
    // Validated as a whole number from 1 to 5.
    const score = body.score as Score;
    const request = actBy(contactId, `POST /surveys ${requestId} ${cycle}`, correlationId, {
      sent: body,
      marked: markedBody(SurveyAnswerDto, body, requestId),
    });
    const outcome = await this.requests.record(vendor, requestId, request, terms, ({ decision: { policyVersion } }) => {
      const at = this.clock.now();
      const surveyTerms = terms.surveyTermsOf(policyVersion);
      return {
        act: {
          kind: 'survey-answer',
          cycle,
          score,
          comment: comment === undefined ? null : sealedText(requestId, comment),
          followUpDueAt: score <= surveyTerms.followUpAtOrBelow ? followUpDue(at, surveyTerms).at : null,
        },
        given: this.requests.given(requestId, 'customer', { at, reason: null, policyVersion }, terms),
      };
    });
    if (!(outcome instanceof Refusal)) return { ...this.shown(linked, surveyOf(outcome.state, cycle)), over: null };
    const now = await this.find(token);
    if (now?.over == null) throw problemOfRefusal(outcome, { requestId });
    return now;
  }

  private shown({ request, terms, language }: LinkedRequest, survey: Survey): LinkedSurvey {
    const policy = terms.policyOf(request.decision.policyVersion);
    return {
      company: policy.company,
      language: language ?? policy.language,
      zone: terms.zone,
      requestNo: request.no,
      title: shownText(request.title),
      closesAt: survey.status === 'open' ? survey.closesAt : null,
      score: survey.status === 'answered' ? survey.score : null,
      over: closedTo(survey, this.clock.now()),
    };
  }
}
