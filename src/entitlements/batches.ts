import { setImmediate as turn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { epochOf } from '../../domain/kernel/civil.js';
import { channels, regions, services, urgencies } from '../../domain/kernel/words.js';
import type { Caller } from '../platform/auth/caller.js';
import { told } from '../platform/http/problems/catalogue.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { fieldErrors } from '../platform/http/validation/validation.pipe.js';
import { filled } from '../platform/http/problems/texts.js';
import { fieldTexts } from '../platform/http/validation/messages.js';
import { Entitlements } from './entitlements.service.js';
import { asProblem } from './problems.js';
import { QuestionDto, read, type Reading } from './question.dto.js';

/** How long a batch works before it lets other requests in, in milliseconds. */
const slice = 8;
/** Questions whose customers are read together. */
const together = 64;

/** Many questions at one position. A bad one gives its own `error` and fails no other. */
export class Batches {
  constructor(@Inject(Entitlements) private readonly entitlements: Entitlements) {}

  /**
   * The answers as they are sent, in bytes: turning millions of characters into bytes at once would hold up everybody
   * else.
   */
  async answer(caller: Caller, questions: readonly unknown[], reading: Reading, brief: boolean): Promise<Buffer> {
    const knownPosition = await this.entitlements.knownPosition({ knownAt: undefined, knownPosition: undefined });
    const at = this.entitlements.now();
    const written: Buffer[] = [];
    let text = '{"answers":[';
    let since = performance.now();
    for (const [index, raw] of questions.entries()) {
      if (index % together === 0)
        await this.entitlements.prepare(
          caller.vendor,
          questions.slice(index, index + together).flatMap(customerIn),
          at,
          knownPosition,
        );
      text += `${index === 0 ? '' : ','}${await this.one(caller, raw, reading, at, knownPosition, brief)}`;
      if (performance.now() - since > slice) {
        written.push(Buffer.from(text));
        text = '';
        await turn();
        since = performance.now();
      }
    }
    return Buffer.concat([...written, Buffer.from(`${text}],"position":${knownPosition}}`)]);
  }

  private async one(
    caller: Caller,
    raw: unknown,
    reading: Reading,
    at: string,
    knownPosition: number,
    brief: boolean,
  ): Promise<string> {
    try {
      const put = read(checked(raw), reading);
      const own = put.knownAt !== undefined || put.knownPosition !== undefined;
      return await this.entitlements.answer(
        caller.vendor,
        { ...put, at: put.at ?? at, ...(!own && { knownPosition }) },
        caller.language,
        brief,
      );
    } catch (error) {
      const problem = asProblem(error, '/');
      if (!(problem instanceof Problem)) throw problem;
      const { title, detail } = told(problem.code, problem.facts, caller.language);
      const errors = problem.more.errors?.map(({ pointer, code, facts = {} }) => ({
        pointer,
        code,
        detail: filled(fieldTexts[code][caller.language], facts),
      }));
      return JSON.stringify({ error: { code: problem.code, title, detail, ...(errors && { errors }) } });
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
  if (isPlainly(raw)) return raw;
  const question = plainToInstance(QuestionDto, raw, { exposeUnsetFields: false });
  const errors = validateSync(question, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw new Invalid(fieldErrors(errors, '/'));
  return question;
};

const id = (value: string): boolean => /^[\w.:-]{1,100}$/.test(value);
/**
 * What the commonest questions hold; anything else takes the long way, which knows every rule and tells every fault.
 */
const plainly: Readonly<Record<string, (value: string) => boolean>> = {
  customerId: id,
  contractId: id,
  service: (value) => (services as readonly string[]).includes(value),
  channel: (value) => (channels as readonly string[]).includes(value),
  urgency: (value) => (urgencies as readonly string[]).includes(value),
  region: (value) => (regions as readonly string[]).includes(value),
  at: (value) => epochOrNull(value) !== null,
};

/** Measured: the validator takes most of a batch's time, and nearly all questions need none of it. */
const isPlainly = (raw: object): raw is QuestionDto => {
  for (const [name, value] of Object.entries(raw))
    if (typeof value !== 'string' || !(Object.hasOwn(plainly, name) && plainly[name]!(value))) return false;
  return 'customerId' in raw && 'service' in raw;
};

/** An instant exactly as this product writes it. */
const epochOrNull = (text: string): number | null => {
  try {
    return epochOf(text);
  } catch {
    return null;
  }
};
