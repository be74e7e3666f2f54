import { Inject } from '@nestjs/common';
import { answerVersions } from '../../domain/entitlement/decide.js';
import { channels, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import { asProblem, Entitlements, QuestionDto, readQuestion } from '../entitlements/entitlements.port.js';
import { Explanations } from '../explanations/explanations.port.js';
import { personReaders } from '../platform/auth/caller.js';
import { oneOf } from '../platform/http/server/schemas.js';
import { argument, inputOf, peopleAndSystems, type Tool, type ToolAnswer, type ToolCaller } from './tool.js';

const inputSchema = inputOf(
  {
    customerCode: argument("The customer's code; or customerId."),
    customerId: argument('The id of the customer; or customerCode.'),
    service: argument('The service that is asked for.', oneOf(services)),
    at: argument('The instant asked about (2026-03-20T04:00:00.000Z), or a day; now unless given.'),
    knownAt: argument('As if nothing recorded after this instant existed.'),
    knownPosition: argument('The same by position; the one that an earlier answer names.'),
    contractNo: argument('Preferred among contracts that are equally good; or contractId, or licenceNo.'),
    licenceNo: argument('The number of a licence instead of contractNo.'),
    contractId: argument('The id of a contract instead of contractNo.'),
    productSeries: argument('Code of the product series.'),
    channel: argument('How the customer asks for it.', oneOf(channels)),
    urgency: argument('With it the answer promises by when.', oneOf(urgencies)),
    module: argument('Code of the module that is asked about.'),
    targetVersion: argument('Required for the service upgrade: the version to upgrade to.'),
    region: argument('Where the site is, where that is not the region of the customer.', oneOf(regions)),
    answerVersion: argument('By which version of the rules; seldom given.', { type: 'integer', enum: answerVersions }),
  },
  ['service'],
);

/** Asks one question and has the answer explained. */
abstract class EntitlementTool {
  readonly roles = peopleAndSystems;
  readonly arguments = QuestionDto;
  readonly inputSchema = inputSchema;

  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(Explanations) private readonly explanations: Explanations,
  ) {}

  protected async explained({ vendor, language, actor: { role } }: ToolCaller, given: object) {
    const from = await this.entitlements.snapshot(vendor);
    const { zone, seriesNames } = from.policies;
    try {
      const question = readQuestion(given as QuestionDto, { zone, series: seriesNames, pointer: '/' });
      const { answer, sentences } = await this.explanations.explain(from, question, {
        language,
        persons: personReaders.includes(role),
      });
      return { answer: JSON.parse(answer) as Record<string, unknown>, sentences };
    } catch (error) {
      throw asProblem(error, '/');
    }
  }
}

export class CheckEntitlementTool extends EntitlementTool implements Tool {
  readonly name = 'check_entitlement';
  readonly title = 'Check an entitlement';
  readonly description =
    'Whether a customer is owed a service at an instant. Answers a headline and sentences that can be read to the ' +
    'customer. Ask this before promising anything, and do not answer from memory.';

  async run(caller: ToolCaller, given: object): Promise<ToolAnswer> {
    const { answer, sentences } = await this.explained(caller, given);
    return { text: lines([sentences.headline, ...sentences.reading]), structured: answer };
  }
}

export class ExplainDecisionTool extends EntitlementTool implements Tool {
  readonly name = 'explain_decision';
  readonly title = 'Explain a decision';
  readonly description =
    'Why a customer is owed a service or not: every check with the recorded facts that prove it, the contracts that ' +
    'were considered, and the way out. Takes the same arguments as check_entitlement.';

  async run(caller: ToolCaller, given: object): Promise<ToolAnswer> {
    const { answer, sentences } = await this.explained(caller, given);
    const { headline, reading, facts, checks, considered, remedy } = sentences;
    return {
      text: lines([
        headline,
        ...reading,
        ...facts.map((fact) => `- ${fact}`),
        ...checks.flatMap(({ passed, text, evidence }) => [
          `${passed ? '✓' : '✗'} ${text}`,
          ...evidence.map((proof) => `  ${proof.text}`),
        ]),
        ...considered.map(({ contractNo, text }) => `${contractNo}: ${text}`),
        ...(remedy === null ? [] : [remedy.text]),
      ]),
      structured: { answer, words: sentences },
    };
  }
}

const lines = (texts: readonly string[]): string => texts.join('\n');
