import { obligationSchema } from '../obligations/obligations.port.js';
import { entitlement, supposedEntitlement } from '../entitlements/entitlements.port.js';
import { list, object, orNull, text } from '../platform/http/server/schemas.js';

/** Bodies to begin with; a test sends them. */
export const examples = {
  renewal: {
    summary: 'Would a renewal signed today close the gap?',
    value: {
      question: { customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', service: 'maintenance', at: '2026-06-15' },
      suppose: [
        { command: 'renew', contractId: 'con_0f3k9x2m7q1v5w8y4z6a0b2c4d', signedOn: '2026-06-01', period: 'P1Y' },
      ],
    },
  },
  request: {
    summary: 'What would be promised for a request after a renewal, and what would be owed then?',
    value: {
      question: { customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', service: 'maintenance', at: '2026-06-15' },
      suppose: [
        { command: 'renew', contractId: 'con_0f3k9x2m7q1v5w8y4z6a0b2c4d', signedOn: '2026-06-01', period: 'P1Y' },
        {
          command: 'register-request',
          customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
          contractId: 'con_0f3k9x2m7q1v5w8y4z6a0b2c4d',
          service: 'maintenance',
          channel: 'hotline',
          urgency: 'high',
          title: '审批流程无法提交',
        },
      ],
      include: ['obligations'],
    },
  },
  purchase: {
    summary: 'A second licence, its renewal that is still due, and the payment',
    value: {
      question: {
        customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
        service: 'maintenance',
        at: '2027-07-01',
        contractId: 'new-1',
      },
      suppose: [
        {
          command: 'purchase',
          as: 'new-1',
          customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
          contractNo: 'XS-2026-0601',
          licenceNo: 'EKP-20260601',
          purchasedOn: '2026-06-01',
          product: { series: 'EKP', name: 'EKP', version: '4.11' },
        },
        {
          command: 'renew',
          as: 'year-2',
          contractId: 'new-1',
          signedOn: '2026-06-01',
          period: 'P1Y',
          payment: 'due',
          fee: { amount: '12000.00', currency: 'CNY' },
        },
        { command: 'pay', contractId: 'new-1', termId: 'year-2', amount: '12000.00', paidOn: '2026-06-01' },
      ],
    },
  },
};

const answerMembers = {
  before: {
    ...orNull(entitlement),
    description:
      'The answer without the supposed commands; null where what the question names exists by supposition alone.',
  },
  /** Evidence that is supposed has `position: null` and `supposed`, the number of its command in `suppose`. */
  after: supposedEntitlement,
  obligations: {
    ...object({ before: list(obligationSchema), after: list(obligationSchema) }),
    description: 'Where `include` names them: what is owed for the contracts concerned, by nominal day.',
  },
  supposed: list(
    object(
      {
        command: text,
        as: text,
        answer: {
          type: 'object',
          description: "What the command's route would answer; of customers id and revision alone.",
        },
      },
      ['as'],
    ),
  ),
};

export const answerSchema = object(answerMembers, ['obligations']);
