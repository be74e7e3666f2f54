import { Inject } from '@nestjs/common';
import { addDays, type Day, dayAt, type Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { RequestAct } from '../../domain/request/request.commands.js';
import type { Request } from '../../domain/request/request.state.js';
import type { Clock } from '../platform/clock.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { CLOCK } from '../platform/tokens.js';
import { markedBody, shownText } from '../platform/http/validation/sealed-text.js';
import { RequestChanges } from '../requests/requests.port.js';
import { actBy, type LinkedRequest, LinkedRequests } from './linked-requests.js';
import { ResolutionAnswerDto } from './surveys.dto.js';

/** A resolution as its link shows it. */
export interface LinkedResolution {
  readonly company: string;
  readonly language: Language;
  readonly requestNo: string;
  readonly title: string | null;
  readonly resolution: string | null;
  readonly resolvedAt: Instant | null;
  readonly state: 'resolved' | 'closed' | 'reopened';
  /** R12: the last day on which it can be reopened; null once it was. */
  readonly reopensThrough: Day | null;
}

/** R11, R12, M6: accepts or reopens resolutions by the tokens of mails. */
export class Resolutions {
  constructor(
    @Inject(LinkedRequests) private readonly linked: LinkedRequests,
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined for a token that leads nowhere. */
  async find(token: string): Promise<LinkedResolution | undefined> {
    const linked = await this.linked.find('resolution', token);
    return linked && shown(linked, linked.request);
  }

  /**
   * The resolution after the answer; `before`: it had been reopened before. What is accepted already stays so.
   * Undefined for a token that leads nowhere.
   */
  async answer(token: string, body: ResolutionAnswerDto, correlationId: string): Promise<Answered | undefined> {
    if (body.answer === 'reopen' && body.reason === undefined)
      throw new Invalid([{ pointer: '/reason', code: 'required' }]);
    const linked = await this.linked.find('resolution', token);
    if (linked === undefined) return undefined;
    const earlier = alreadyAnswered(shown(linked, linked.request), body);
    if (earlier !== null) return earlier;
    const { vendor, cycle, contactId, terms } = linked;
    const { requestId } = linked.request;
    const request = actBy(contactId, `POST /resolutions ${requestId} ${cycle}`, correlationId, {
      sent: body,
      marked: markedBody(ResolutionAnswerDto, body, requestId),
    });
    const act: RequestAct = body.answer === 'accept' ? { kind: 'close', confirmedBy: null } : { kind: 'reopen' };
    const outcome = await this.requests.record(vendor, requestId, request, terms, (state) => {
      const { policyVersion } = state.decision;
      if (state.cycle !== cycle) return new Refusal('resolution-superseded', 'R12');
      const when = { at: this.clock.now(), reason: body.reason ?? null, policyVersion };
      return { act, given: this.requests.given(requestId, 'customer', when, terms) };
    });
    if (!(outcome instanceof Refusal)) return { before: false, after: shown(linked, outcome.state) };
    // Somebody was faster.
    const now = await this.linked.find('resolution', token);
    const answeredNow = now && alreadyAnswered(shown(now, now.request), body);
    if (answeredNow == null) throw problemOfRefusal(outcome, { requestId });
    return answeredNow;
  }
}

interface Answered {
  readonly before: boolean;
  readonly after: LinkedResolution;
}

/** What needs no act any more; null where it does. */
const alreadyAnswered = (now: LinkedResolution, { answer }: ResolutionAnswerDto): Answered | null => {
  if (now.state === 'reopened') return { before: true, after: now };
  return now.state === 'closed' && answer === 'accept' ? { before: false, after: now } : null;
};

const shown = ({ terms, cycle, language }: LinkedRequest, request: Request): LinkedResolution => {
  const { phase, resolvedAt, closedAt, decision } = request;
  const policy = terms.policyOf(decision.policyVersion);
  const state = request.cycle === cycle && (phase === 'resolved' || phase === 'closed') ? phase : 'reopened';
  const from = closedAt ?? resolvedAt;
  const days = terms.figuresOf(decision.policyVersion).reopenWithinDays;
  return {
    company: policy.company,
    language: language ?? policy.language,
    requestNo: request.no,
    title: shownText(request.title),
    resolution: shownText(request.resolution?.resolution),
    resolvedAt,
    state,
    reopensThrough: from === null || state === 'reopened' ? null : addDays(dayAt(from, terms.zone), days),
  };
};
