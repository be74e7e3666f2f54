import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { services } from '../../domain/kernel/vocabulary.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import { Pace } from '../platform/pace.js';
import { Batches } from './batches.js';
import * as docs from './entitlements.docs.js';
import { Entitlements, type Snapshot } from './entitlements.service.js';
import { asProblem } from './problems.js';
import { AtQuery, QuestionDto, read, type Reading } from './question.dto.js';
import { Tagged } from '../platform/http/server/tags.js';

export const mostQuestions = 10_000;

export class BatchDto {
  /** Questions as `GET /entitlements/check` takes them; a bad one gives its own error and fails no other. */
  @ApiProperty({ type: [QuestionDto], maxItems: mostQuestions }) questions!: unknown[];
}

/** Checked without the class transformer, which would block other requests for ten thousand questions. */
const questionsIn = (body: unknown): readonly unknown[] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Invalid([{ pointer: '', code: 'not-an-object' }]);
  const unknown = Object.keys(body).filter((name) => name !== 'questions');
  if (unknown.length > 0)
    throw new Invalid(unknown.map((name) => ({ pointer: `/${name}`, code: 'unknown', facts: { value: name } })));
  const { questions } = body as Partial<BatchDto>;
  if (questions === undefined) throw new Invalid([{ pointer: '/questions', code: 'required' }]);
  if (!Array.isArray(questions)) throw new Invalid([{ pointer: '/questions', code: 'not-a-list' }]);
  if (questions.length > mostQuestions)
    throw new Invalid([{ pointer: '/questions', code: 'list-too-long', facts: { limit: mostQuestions } }]);
  return questions;
};

export class BatchQuery {
  /** `brief` leaves out checks and considered contracts. */
  @ApiPropertyOptional({ enum: ['brief', 'full'], default: 'full' }) @IsOptional() @OneOf(['brief', 'full']) detail?:
    'brief' | 'full';
}

const json = 'application/json; charset=utf-8';

/**
 * Whether a customer is entitled, and the proof (D1 to D9). Answers are canonical JSON (RFC 8785), sent as it was
 * hashed.
 */
@Tagged('entitlements', 'Who is owed which service, at any instant, with what was known at any instant, and why.')
@Controller()
export class EntitlementsController {
  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(Batches) private readonly batches: Batches,
  ) {}

  /** One question. */
  @Get('entitlements/check')
  @Header('content-type', json)
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.check)
  async checkEntitlement(@Query() query: QuestionDto, @CurrentCaller() caller: Caller): Promise<string> {
    const from = await this.entitlements.snapshot(caller.vendor);
    return this.entitlements
      .answer(from, read(query, readingOf(from, '?')), { language: caller.language })
      .catch((error: unknown) => {
        throw asProblem(error, '?');
      });
  }

  /** Up to 10,000 questions, answered in order as known at one position. */
  @Post('entitlements/check-batch')
  @HttpCode(200)
  @Header('content-type', json)
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented({ ...docs.checkBatch, body: { type: BatchDto } })
  async checkEntitlements(
    @Body() body: unknown,
    @Query() { detail }: BatchQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const questions = questionsIn(body);
    const from = await this.entitlements.snapshot(caller.vendor);
    const context = { from, language: caller.language, reading: readingOf(from, '/'), brief: detail === 'brief' };
    const answers = Readable.from(this.batches.answer(questions, context), { objectMode: true, highWaterMark: 1 });
    return new StreamableFile(answers, { type: json });
  }

  /** All nine services of one customer. */
  @Get('customers/:id/entitlements')
  @Header('content-type', json)
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.all)
  async listEntitlements(
    @Param('id') customerId: string,
    @Query() query: AtQuery,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<string> {
    const from = await this.entitlements.snapshot(caller.vendor);
    const input = read({ ...query, customerId, service: 'care' }, readingOf(from, '?'));
    const pace = new Pace(signal);
    try {
      const knownPosition = await this.entitlements.knownPosition(input, from.position);
      const at = input.at ?? this.entitlements.now();
      const answers: string[] = [];
      for (const service of services) {
        answers.push(await this.entitlements.answer(from, { ...input, service, at }, { language: caller.language }));
        await pace.step();
      }
      return (
        `{"at":${JSON.stringify(at)},"customerId":${JSON.stringify(customerId)},` +
        `"knownPosition":${knownPosition},"services":[${answers.join(',')}]}`
      );
    } catch (error) {
      throw asProblem(error, '?');
    }
  }
}

const readingOf = ({ policies: { zone, seriesNames } }: Snapshot, pointer: string): Reading => ({
  zone,
  series: seriesNames,
  pointer,
});
