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

const answer = { type: 'object', description: 'As GET /entitlements/check answers.' } as const;

export const answerSchema = {
  type: 'object' as const,
  required: ['before', 'after', 'supposed'],
  properties: {
    before: {
      ...answer,
      type: ['object', 'null'] as never,
      description:
        'The answer without the supposed commands; null where what the question names exists by supposition alone.',
    },
    after: {
      ...answer,
      description:
        'The answer had the commands been recorded. Evidence that is supposed has `position: null` and `supposed`, the number of its command in `suppose`.',
    },
    supposed: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['command', 'answer'],
        properties: {
          command: { type: 'string' as const },
          as: { type: 'string' as const },
          answer: {
            type: 'object' as const,
            description: "What the command's route would answer; of customers id and revision alone.",
          },
        },
      },
    },
  },
};

const shared = {
  answerVersion: 1,
  at: '2026-06-14T16:00:00.000Z',
  calendarVersion: 'cn-2026',
  customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
  knownAt: null,
  knownPosition: 4711,
  policyVersion: 1,
  service: 'maintenance',
};
const contractId = 'con_0f3k9x2m7q1v5w8y4z6a0b2c4d';

export const exampleAnswer = {
  before: {
    ...shared,
    entitled: false,
    outcome: 'denied',
    reason: 'lapsed',
    remedy: 'renew',
    nextChangeAt: null,
    coveredBy: null,
    conditions: [],
    checks: [{ check: 'in-term', evidence: [{ position: 17, type: 'ContractPurchased' }], passed: false }],
    considered: [{ contractId, outcome: 'denied', reason: 'lapsed' }],
    receipt: 'sha256:…',
  },
  after: {
    ...shared,
    entitled: true,
    outcome: 'granted-with-conditions',
    reason: 'covered',
    remedy: null,
    nextChangeAt: '2027-06-01T16:00:00.000Z',
    coveredBy: {
      contractId,
      contractNo: 'XS-2025-0311',
      firstDay: '2026-06-01',
      kind: 'paid',
      lastDay: '2027-06-01',
      termId: 'trm_…',
    },
    conditions: [{ code: 'backup-required', text: '…' }],
    checks: [{ check: 'in-term', evidence: [{ position: null, supposed: 0, type: 'ContractRenewed' }], passed: true }],
    considered: [{ contractId, outcome: 'granted-with-conditions', reason: 'covered' }],
    receipt: 'sha256:…',
  },
  supposed: [
    {
      command: 'renew',
      answer: {
        id: contractId,
        contractNo: 'XS-2025-0311',
        revision: 1,
        termId: 'trm_…',
        terms: [{ termId: 'trm_…', kind: 'paid', firstDay: '2026-06-01', lastDay: '2027-06-01' }],
      },
    },
  ],
};
