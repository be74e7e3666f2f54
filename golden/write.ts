import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Recorded } from '../domain/kernel/envelope.js';
import { backupLedger } from '../src/platform/backup/backup.js';
import { openApplication } from './open-application.js';
import { memberOf, runScenario } from './run-scenario.js';
import { type GoldenQuestion, questionsOf } from './questions.js';
import { eventTypes, scenario } from './scenario.js';

/**
 * `npm run golden:write -- v2`: a ledger as this version of the program writes it, with questions and their answers.
 * The files are never rewritten.
 */
const [name = ''] = process.argv.slice(2);
const target = join('test/fixtures/golden', name);
if (!/^v\d+$/.test(name)) throw new Error('name the fixture: npm run golden:write -- v2');
if (existsSync(target)) throw new Error(`${target} is there; a golden ledger is never written again, name a new one`);

const home = mkdtempSync(join(tmpdir(), 'golden-'));
const application = await openApplication(home, '2025-02-28T02:00:00.000Z');
const positions: number[] = [];
const marks = new Set(['2025-07-04', '2026-02-20', '2026-04-11', '2026-06-03']);
const steps = scenario();
const responses = await runScenario(application, steps, async (step) => {
  const last = steps[steps.indexOf(step) + 1]?.on !== step.on;
  if (last && marks.has(step.on)) positions.push((await application.stores.ordinals.head()).position);
});

const events: Recorded[] = [];
for (let after = 0; ;) {
  const page = await application.stores.ordinals.readAll(after, 1_000);
  if (page.length === 0) break;
  events.push(...page);
  after = page.at(-1)!.position;
}
const missing = Object.keys(eventTypes).filter((type) => !events.some((event) => event.type === type));
if (missing.length > 0) throw new Error(`the scenario makes no ${missing.join(', ')}: add steps to golden/scenario.ts`);

application.setClock('2026-11-23T02:00:00.000Z');
const questions = (['seeyon', 'huaruan'] as const).flatMap((vendor) =>
  questionsOf({
    vendor,
    // Earlier positions are asked about in the ledgers before: this one is about service.
    positions: positions.slice(-1),
    minor: vendor === 'seeyon' ? '4.20' : '8.50',
    contract: memberOf(responses, `${vendor}-contract.id`),
    contact: memberOf(responses, `${vendor}-first.contacts.0.contactId`),
    webhook: memberOf(responses, `${vendor}-webhook.id`),
    served: memberOf(responses, `${vendor}-served.id`),
    requests: ['life', 'late', 'granted', 'goodwill', 'declined', 'twice', 'once', 'unanswered', 'silent'].map((each) =>
      memberOf(responses, `${vendor}-${each}.id`),
    ),
    customers: ['first', 'second', 'third'].map((each) => memberOf(responses, `${vendor}-${each}.id`)),
  }),
);
const answered: { readonly question: GoldenQuestion; readonly status: number; readonly text: string }[] = [];
for (const question of questions) {
  const answer = await application.call(question);
  // A customer that was not known yet at a position has no answer there to keep.
  if (!(answer.status === 404 && question.exact)) answered.push({ question, ...answer });
}
const failed = answered.find(({ status }) => status !== 200);
if (failed !== undefined) throw new Error(`${failed.question.path} answered ${failed.status}: ${failed.text}`);

mkdirSync(target, { recursive: true });
backupLedger(home, join(target, 'events.db'));
await application.stores.keys.copyTo(join(home, 'copy.db'));
await application.close();
writeFileSync(join(target, 'events.db.gz'), gzipSync(readFileSync(join(target, 'events.db')), { level: 9 }));
writeFileSync(join(target, 'keys.db.gz'), gzipSync(readFileSync(join(home, 'copy.db')), { level: 9 }));
rmSync(join(target, 'events.db'));
writeFileSync(
  join(target, 'answers.ndjson.gz'),
  gzipSync(answered.map((answer) => `${JSON.stringify(answer)}\n`).join(''), { level: 9 }),
);
writeFileSync(
  join(target, 'README.md'),
  `# Golden ledger ${name}\n\nWritten by \`npm run golden:write -- ${name}\`, never again: ${events.length} ` +
    `events of ${new Set(events.map(({ type }) => type)).size} types, ${answered.length} ` +
    `questions.\n\`test/golden.spec.ts\` holds every later version of the program against it.\n`,
);
rmSync(home, { recursive: true });
process.stdout.write(
  `${target}: ${events.length} events, ${answered.length} questions, positions ${positions.join(', ')}\n`,
);
