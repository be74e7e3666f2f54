import { conditionTexts } from '../../domain/policy/condition-texts.js';
import { calendarShelf, policyShelf, textsShelf } from '../../domain/policy/publishing.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { adoptAnswers } from './adopt-answers.js';
import { contentHash } from './content-hash.js';
import { announcedHolidays } from './holidays.js';
import type { LoadedPolicy } from './load-policy.js';

/** A policy file contradicts what is published already: the start stops, and says how to go on. */
export class PublicationRefused extends Error {}

/**
 * P1, P2, K2: publishes the policy files, the announced holidays and the texts of conditions, each once. At every later
 * start with the same content this writes nothing. Answers the token of the last event.
 */
export const publishAll = async (ledger: Ledger, loaded: readonly LoadedPolicy[]): Promise<string> => {
  let token = '0';
  const said = (outcome: { readonly token: string } | Refusal, what: string) => {
    if (outcome instanceof Refusal)
      throw new PublicationRefused(
        `${what} cannot be published: ${outcome.code} (${outcome.rule}) ${JSON.stringify(outcome.facts)}; published versions never change, so give the changed file a new version`,
      );
    token = outcome.token;
  };
  for (const { file, policy, sha256 } of loaded) {
    const { vendor } = policy;
    said(
      await ledger.handle({
        vendor,
        category: 'policy',
        id: vendor,
        decider: policyShelf,
        command: { kind: 'publish', vendor, policy, sha256 },
        request: atStart('policy'),
      }),
      file,
    );
  }
  const holidays = announcedHolidays();
  for (const vendor of new Set(loaded.map(({ policy }) => policy.vendor))) {
    said(
      await ledger.handle({
        vendor,
        category: 'calendar',
        id: vendor,
        decider: calendarShelf,
        command: { kind: 'publish', ...holidays },
        request: atStart('calendar'),
      }),
      `calendar ${holidays.version}`,
    );
    const texts = { kind: 'publish', sha256: contentHash(conditionTexts), texts: conditionTexts } as const;
    said(
      await ledger.handle({
        vendor,
        category: 'texts',
        id: vendor,
        decider: textsShelf,
        command: texts,
        request: atStart('texts'),
      }),
      'condition texts',
    );
    token = await adoptAnswers(ledger, vendor);
  }
  return token;
};

const atStart = (what: string): CommandRequest => ({
  actor: { id: 'service-ledger', role: 'admin' },
  channel: 'start',
  correlationId: 'start',
  scope: `start ${what}`,
  body: null,
});
