import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { asProblem, Entitlements, QuestionDto, readQuestion } from '../entitlements/entitlements.port.js';
import { Allow, type Caller, CurrentCaller, personReaders } from '../platform/auth/caller.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import * as docs from './explanations.docs.js';
import { Explanations } from './explanations.js';

/** Answers that people read, beside the fixed ones of a check. */
@Tagged('entitlements')
@Controller('entitlements')
export class ExplanationsController {
  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(Explanations) private readonly explanations: Explanations,
  ) {}

  /**
   * One question, answered exactly as by a check, and the answer in sentences of the caller's language: a headline,
   * what can be read to the customer, each check with what proves it, and the way out as a command ready to send.
   */
  @Get('explain')
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.explain)
  async explainEntitlement(@Query() query: QuestionDto, @CurrentCaller() caller: Caller): Promise<string> {
    const from = await this.entitlements.snapshot(caller.vendor);
    const { zone, seriesNames } = from.policies;
    try {
      const question = readQuestion(query, { zone, series: seriesNames, pointer: '?' });
      const {
        answer,
        question: hashed,
        sentences,
      } = await this.explanations.explain(from, question, {
        language: caller.language,
        persons: personReaders.includes(caller.actor.role),
      });
      // The answer is sent with the bytes that its receipt was made of.
      const [written, asked] = [JSON.stringify(sentences), JSON.stringify(hashed)];
      return `{"answer":${answer},"words":${written},"question":${asked},"vendor":${JSON.stringify(caller.vendor)}}`;
    } catch (error) {
      throw asProblem(error, '?');
    }
  }
}
