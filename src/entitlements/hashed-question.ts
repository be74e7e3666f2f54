import { channels, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import { instantOf } from '../../domain/kernel/civil.js';
import { instant, named, object, oneOf, orNull, text, whole } from '../platform/http/server/schemas.js';
import type { AnsweredQuestion } from './answer.js';

/**
 * The question as it is hashed into a receipt (D7), in the order of RFC 8785: all that the holder of an answer needs
 * besides it and the vendor to recompute the receipt. What was not asked is null.
 */
export const askedAnew = ({ question, knownAt }: AnsweredQuestion) => ({
  at: instantOf(question.at),
  channel: question.channel,
  contractId: question.contractId,
  customerId: question.customerId,
  knownAt,
  knownPosition: question.knownPosition,
  module: question.module,
  productSeries: question.productSeries,
  region: question.region,
  service: question.service,
  targetVersion: question.targetVersion?.text ?? null,
  urgency: question.urgency,
});
export type HashedQuestion = ReturnType<typeof askedAnew>;

export const hashedQuestion = named(
  'HashedQuestion',
  object({
    at: instant,
    channel: orNull(oneOf(channels)),
    contractId: orNull(text),
    customerId: text,
    knownAt: orNull(instant),
    knownPosition: whole,
    module: orNull(text),
    productSeries: orNull(text),
    region: orNull(oneOf(regions)),
    service: oneOf(services),
    targetVersion: orNull(text),
    urgency: orNull(oneOf(urgencies)),
  }),
);
