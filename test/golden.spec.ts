import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GoldenApplication, openApplication } from '../golden/open-application.js';
import type { GoldenQuestion } from '../golden/questions.js';
import { WebhookSubscriptions } from '../src/webhooks/webhook-subscriptions.js';
import { freshFolder } from './support/folder.js';

const stored = 'test/fixtures/golden';
interface Answered {
  readonly question: GoldenQuestion;
  readonly status: number;
  readonly text: string;
}
const unpacked = (name: string, file: string): Buffer => gunzipSync(readFileSync(join(stored, name, `${file}.gz`)));

/** D7: ledgers of every version so far are read by the program of today, which answers what was answered then. */
describe.each(readdirSync(stored))('D7: the golden ledger %s', (name) => {
  const home = freshFolder();
  const answers = unpacked(name, 'answers.ndjson')
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answered);
  let application: GoldenApplication;
  const open = async () => {
    application = await openApplication(home, '2026-11-23T02:00:00.000Z');
  };
  beforeAll(async () => {
    writeFileSync(join(home, 'events.db'), unpacked(name, 'events.db'));
    writeFileSync(join(home, 'keys.db'), unpacked(name, 'keys.db'));
    await open();
  }, 60_000);
  afterAll(() => application.close());

  /** Of one language, where texts were compared before: they come after the decision. */
  const expectSame = async (language?: string) => {
    for (const { question, status, text } of answers) {
      if (language !== undefined && question.language !== language) continue;
      const answer = await application.call(question);
      if (question.exact)
        expect([question.path, question.language, answer.status, answer.text]).toEqual([
          question.path,
          question.language,
          status,
          text,
        ]);
      else
        expect([question.path, answer.status, JSON.parse(answer.text)]).toEqual([
          question.path,
          status,
          containing(JSON.parse(text)),
        ]);
    }
  };

  it('answers with the same bytes', async () => {
    expect(answers.length).toBeGreaterThan(500);
    await expectSame();
  }, 120_000);

  it('opens the secrets of webhooks, which no answer contains', async () => {
    const { webhooks } = await application.app.get(WebhookSubscriptions, { strict: false }).of('seeyon');
    const secrets = webhooks.flatMap(({ secret, former }) => [secret, ...(former === null ? [] : [former.secret])]);
    const request = answers.some(({ question }) => question.vendor === 'seeyon' && question.path === '/webhooks');
    expect(secrets.map((secret) => 'plain' in secret && /^whsec_[\w+/]{32,}=*$/.test(secret.plain))).toEqual(
      request ? [true, true] : [],
    );
  });

  it('answers with the same bytes after a rebuild and a restart', async () => {
    await application.stores.views.rebuild();
    await expectSame('zh-CN');
    await application.close();
    for (const view of readdirSync(home).filter((file) => file.startsWith('views.'))) rmSync(join(home, view));
    await open();
    await expectSame('zh-CN');
  }, 240_000);
});

/**
 * Each recorded member with its value; a newer version may add members, and word sentences anew
 * (src/history/README.md). Lists keep their length and order.
 */
const containing = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(containing);
  if (typeof value !== 'object' || value === null) return value;
  return expect.objectContaining(
    Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [
        member,
        member === 'sentence' ? expect.any(String) : containing(inner),
      ]),
    ),
  );
};
