import { Inject } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Instant } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import { OwnNumbers } from '../platform/http/own-numbers/own-numbers.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { readFlat } from '../platform/http/validation/flat-query.js';
import { fieldErrors } from '../platform/http/validation/validation.pipe.js';
import { fieldText } from '../platform/http/problems/field-text.js';
import { Pace } from '../platform/pace.js';
import { Entitlements, type Snapshot } from './entitlements.service.js';
import { asProblem } from './problems.js';
import { QuestionDto, read, type Reading } from './question.dto.js';

/** Questions whose customers are read together. */
const together = 64;
/** What is sent at a time, in characters: an answer about thousands of contracts alone is half a million. */
const chunk = 64 * 1024;

/** What a batch is asked under: one snapshot, one instant, one caller. */
export interface BatchContext {
  readonly from: Snapshot;
  readonly language: Language;
  readonly reading: Reading;
  readonly brief: boolean;
}

/** Many questions at one position. A bad one gives its own `error` and fails no other. */
export class Batches {
  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(OwnNumbers) private readonly numbers: OwnNumbers,
  ) {}

  /**
   * The answers as they are sent, piece by piece: no more is computed than the caller receives, and nothing once the
   * connection is closed.
   */
  async *answer(questions: readonly unknown[], context: BatchContext): AsyncGenerator<Buffer> {
    const { from } = context;
    const at = this.entitlements.now();
    const pace = new Pace();
    let text = '{"answers":[';
    let portion: readonly unknown[] = [];
    for (const index of questions.keys()) {
      if (index % together === 0) {
        portion = await this.identified(from.vendor, questions.slice(index, index + together));
        await this.entitlements.prepare(from, portion.flatMap(customerIn), at);
      }
      text += `${index === 0 ? '' : ','}${await this.one(portion[index % together], context, at)}`;
      if (!pace.due && text.length < chunk) continue;
      yield Buffer.from(text);
      text = '';
      await pace.step();
    }
    yield Buffer.from(`${text}],"position":${from.position}}`);
  }

  /** Questions with ids in the place of the vendor's own numbers; the problem of those whose numbers name nothing. */
  private async identified(vendor: string, questions: readonly unknown[]): Promise<readonly unknown[]> {
    if (!questions.some((raw) => this.numbers.given(QuestionDto, raw))) return questions;
    const given = { pointer: '/', unknown: 'not-found' } as const;
    return Promise.all(
      questions.map((raw) =>
        this.numbers.identified(vendor, QuestionDto, raw, given).catch((error: unknown) => {
          if (error instanceof Problem) return error;
          throw error;
        }),
      ),
    );
  }

  private async one(raw: unknown, { from, language, reading, brief }: BatchContext, at: Instant): Promise<string> {
    try {
      if (raw instanceof Problem) throw raw;
      const input = read(checked(raw), reading);
      return await this.entitlements.answer(from, { ...input, at: input.at ?? at }, { language, brief });
    } catch (error) {
      const problem = asProblem(error, '/');
      if (!(problem instanceof Problem)) throw problem;
      const { title, detail } = problemText(problem.code, problem.facts, language);
      const errors = problem.more.errors?.map((error) => ({
        pointer: error.pointer,
        code: error.code,
        detail: fieldText(error, language),
      }));
      return JSON.stringify({
        outcome: 'error',
        error: { code: problem.code, title, detail, ...(errors && { errors }) },
      });
    }
  }
}

const customerIn = (raw: unknown): readonly string[] => {
  const { customerId } = (raw ?? {}) as { readonly customerId?: unknown };
  return typeof customerId === 'string' ? [customerId] : [];
};

const checked = (raw: unknown): QuestionDto => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Invalid([{ pointer: '', code: 'not-an-object' }]);
  // Measured: the library takes most of a batch's time, and nearly all questions need none of it.
  const right = readFlat(raw as Readonly<Record<string, unknown>>, QuestionDto);
  if (right !== undefined) return right;
  const question = plainToInstance(QuestionDto, raw, { exposeUnsetFields: false });
  const errors = validateSync(question, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw new Invalid(fieldErrors(errors, '/'));
  return question;
};
