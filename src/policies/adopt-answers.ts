import { currentAnswerVersion } from '../../domain/entitlement/decide.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { adoptedAnswers } from '../../domain/policy/answer-version.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import { OperatorFault, operatorText } from '../platform/operator-fault.js';

/** The ledger answers by rules that this build does not have. */
export class AnswersUnknown extends OperatorFault {}

/**
 * D7: adopts this build's answer version for a vendor: an event at the first start, nothing at every later one. Two
 * processes that start at once write it once (the stream's revision decides). Answers the token.
 * @throws AnswersUnknown
 */
export const adoptAnswers = async (ledger: Ledger, vendor: string): Promise<string> => {
  const outcome = await ledger.handle({
    vendor,
    category: 'answers',
    id: vendor,
    decider: adoptedAnswers,
    command: { kind: 'adopt', version: currentAnswerVersion },
    request: {
      actor: { id: 'service-ledger', role: 'admin' },
      channel: 'start',
      correlationId: 'start',
      scope: 'start answers',
      body: null,
    },
  });
  if (outcome instanceof Refusal)
    throw new AnswersUnknown(
      operatorText('answers-newer', {
        vendor,
        adopted: String(outcome.facts['adopted']),
        newest: currentAnswerVersion,
      }),
    );
  return outcome.token;
};
