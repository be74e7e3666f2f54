import { conditionTexts } from '../../domain/policy/condition-texts.js';
import { calendarPublication, policyPublication, textsPublication } from '../../domain/policy/publishing.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { Logger } from '../platform/logging/logger.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { adoptAnswers } from './adopt-answers.js';
import { contentHash } from './content-hash.js';
import { announcedHolidays } from './holidays.js';
import type { LoadedPolicy } from './load-policy.js';

/** What was not published for one vendor at the start, and why; what the vendor had published before stays in force. */
export interface RefusedPublication {
  readonly vendor: string;
  /** A policy file, a calendar version, or `condition texts`. */
  readonly what: string;
  readonly code: ProblemCode;
  readonly reason: string;
}

/**
 * P1, P2, K2: publishes the policy files, the announced holidays and the texts of conditions, each content once. At
 * every later start with the same content this writes nothing. A refusal ends the publication of that vendor's later
 * policy files alone: all else is published. Answers the refusals. A later version that ships with the product is left
 * out where the vendor has published its own under that number (P4).
 */
export const publishAll = async (
  ledger: Ledger,
  loaded: readonly LoadedPolicy[],
  logger: Pick<Logger, 'info'>,
): Promise<readonly RefusedPublication[]> => {
  const refused: RefusedPublication[] = [];
  const accepted = (
    outcome: Refusal | { readonly events: readonly unknown[] },
    vendor: string,
    what: string,
  ): boolean => {
    if (!(outcome instanceof Refusal)) {
      if (outcome.events.length > 0) logger.info({ vendor, what }, 'published');
      return true;
    }
    const code = outcome.code as ProblemCode;
    refused.push({ vendor, what, code, reason: problemText(code, outcome.facts, 'en').detail });
    return false;
  };
  for (const vendor of new Set(loaded.map(({ policy }) => policy.vendor)))
    for (const { file, policy, sha256, shipped } of loaded.filter((each) => each.policy.vendor === vendor)) {
      const command = { kind: 'publish', vendor, policy, sha256 } as const;
      const request = atStart('policy');
      const outcome = await ledger.handle({
        vendor,
        category: 'policy',
        id: vendor,
        decider: policyPublication,
        command,
        request,
      });
      if (shipped && isOwn(outcome, policy.version)) {
        logger.info({ vendor, what: file }, 'not published: the vendor has published versions of its own');
        break;
      }
      if (!accepted(outcome, vendor, file)) break;
    }
  const holidays = announcedHolidays();
  for (const vendor of new Set(loaded.map(({ policy }) => policy.vendor))) {
    // A vendor whose first policy was refused has nothing that a calendar could belong to.
    if ((await ledger.load(vendor, 'policy', vendor, policyPublication)).revision < 0) continue;
    const calendar = await ledger.handle({
      vendor,
      category: 'calendar',
      id: vendor,
      decider: calendarPublication,
      command: { kind: 'publish', ...holidays },
      request: atStart('calendar'),
    });
    accepted(calendar, vendor, `calendar ${holidays.version}`);
    const texts = await ledger.handle({
      vendor,
      category: 'texts',
      id: vendor,
      decider: textsPublication,
      command: { kind: 'publish', sha256: contentHash(conditionTexts), texts: conditionTexts },
      request: atStart('texts'),
    });
    accepted(texts, vendor, 'condition texts');
    await adoptAnswers(ledger, vendor);
  }
  return refused;
};

/** P4: the vendor changed its terms itself, so that the product's next version of them is none of the vendor's. */
const isOwn = (outcome: object, version: number): boolean =>
  outcome instanceof Refusal && outcome.code === 'policy-version-exists' && version > 1;

const atStart = (what: string): CommandRequest => ({
  actor: { id: 'service-ledger', role: 'admin' },
  channel: 'start',
  correlationId: 'start',
  scope: `start ${what}`,
  body: null,
});
