import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Review, review } from '../test/support/year/review.js';
import { simulate } from '../test/support/year/simulate.js';
import { machine, writeSection } from './page.js';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '2000' },
    from: { type: 'string', default: '2026-04-01' },
    to: { type: 'string', default: '2027-03-31' },
    announced: { type: 'string', default: '2026-10-14' },
    seed: { type: 'string', default: '20261124' },
  },
});
const home = mkdtempSync(join(tmpdir(), 'service-ledger-year-'));
const print = (what: string): void => void process.stdout.write(`${what}\n`);
const since = (began: number): number => Math.round((performance.now() - began) / 1_000);

const began = performance.now();
const simulated = await simulate({
  home,
  customers: Number(values.customers),
  firstDay: values.from,
  lastDay: values.to,
  announcedOn: values.announced,
  seed: Number(values.seed),
  onProgress: (month, events) => print(`${month}: ${since(began)} s, ${events} events`),
});
const simulatedIn = since(began);
const { service } = simulated;
print(`${service.calls} calls; refused: ${JSON.stringify([...service.refused])}`);
const reviewBegan = performance.now();
const reviewed = await review(simulated);
const reviewedIn = since(reviewBegan);
await service.close();
rmSync(home, { recursive: true, force: true });

for (const fault of reviewed.faults.slice(0, 50)) print(`FAULT ${fault}`);
print(`${reviewed.faults.length} faults; simulated in ${simulatedIn} s, reviewed in ${reviewedIn} s`);

const kindsOf = (counts: ReadonlyMap<string, number>): string => {
  const kinds = new Map<string, string[]>();
  for (const [what, count] of [...counts].sort()) {
    const [kind, ...end] = what.split(' ');
    kinds.set(kind!, [...(kinds.get(kind!) ?? []), `${end.join(' ')} ${count.toLocaleString('en')}`]);
  }
  return [...kinds].map(([kind, ends]) => `| ${kind} | ${ends.join(', ')} |`).join('\n');
};

const commit = (): string => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

const sum = (counts: ReadonlyMap<string, number>): string =>
  [...counts.values()].reduce((total, count) => total + count, 0).toLocaleString('en');

const page = ({ events, mails, obligations, promises, requests, contracts, faults }: Review): string => `
## A simulated year of ${Number(values.customers).toLocaleString('en')} customers

Repeat with \`npm run simulate\`. ${machine()}; commit ${commit()}. From ${values.from} to ${values.to}, seed ${values.seed}; the clock goes from the next act of people to the next job that is due.

${contracts.toLocaleString('en')} contracts of two vendors are bought, renewed in time, late or never, suspended, transferred, terminated; ${requests.toLocaleString('en')} requests are registered, acknowledged in time, late or never, wait, have memos and visits, are resolved, accepted or reopened, and asked about. Some addresses refuse mail, some mails come back, some persons are erased, some customers merged.
${service.calls.toLocaleString('en')} calls, ${events.toLocaleString('en')} events, ${mails.toLocaleString('en')} mails, each accepted once. Simulated in ${simulatedIn} s, reviewed in ${reviewedIn} s.

On ${values.announced} the days of 2027 are published, as a start with a later package does: of ${simulated.givenBefore.toLocaleString('en')} promises that were given by then it moved ${simulated.moved.length}, and ${simulated.rebuilt.length} views were rebuilt.

A plain computation out of the events and the rules, which shares no code with the product, finds ${faults.length} faults: obligations that are missing, double, not owed, late, or ended for another reason or to others than they had to; promises with another due or verdict; mails that were accepted twice. \`verify\` is ${faults.some((fault) => fault.startsWith('verify')) ? '**not** ' : ''}clean.

| ${sum(obligations)} obligations | ended as |
|---|---|
${kindsOf(obligations)}

| ${sum(promises)} promises | verdict |
|---|---|
${kindsOf(promises)}
`;
if (reviewed.faults.length === 0) writeSection('year', page(reviewed));
process.exit(reviewed.faults.length === 0 ? 0 : 1);
