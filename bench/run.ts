import { parseArgs } from 'node:util';
import { type Bench, clear, note, prepare } from './bench.js';
import { contractsEach } from './population.js';
import { middle, notesOfChecks, report, type Row } from './report.js';
import { batches } from './rows/batches.js';
import { cpu, latency, rate, writers } from './rows/checks.js';
import { answerVersions, coldHistory, coldPopulation, inProcess } from './rows/decisions.js';
import { drain } from './rows/drain.js';
import { lists } from './rows/lists.js';
import { registering } from './rows/registering.js';
import { appends, atStart, commands, rebuild } from './rows/writes.js';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    contracts: { type: 'string' },
    /** Names of rows, with commas between; all if absent. A run of all rows or of `lists` is written to the page. */
    rows: { type: 'string' },
    times: { type: 'string', default: '3' },
    /** Obligations of `drain`. */
    obligations: { type: 'string', default: '20000' },
    /** Where the ledger of the lists is kept from one run to the next. */
    lists: { type: 'string' },
  },
});
const [customers, times] = [Number(values.customers), Number(values.times)];

/** In this order: what writes comes after what reads. */
const measured = new Map<string, (bench: Bench) => Row | Promise<Row>>([
  ['start', atStart],
  ['rate', rate],
  ['latency', latency],
  ['batch', batches],
  ...answerVersions.map((version) => [`decision-v${version}`, inProcess(version)] as const),
  ['cold-history', coldHistory],
  ['cold-population', coldPopulation],
  ['writers', writers],
  ['commands', commands],
  ['rebuild', rebuild],
  ['appends', appends],
]);
/** Each over a ledger of its own, with the runner at work; written to the page apart. */
const atWork = new Map<string, { readonly measure: () => Promise<Row>; readonly notes: string }>([
  [
    'registering',
    {
      measure: () => registering(times, 8),
      notes: `Purchases and requests in turn, ${times} times 8 seconds of each, with the middle shown.`,
    },
  ],
  [
    'drain',
    {
      measure: () => drain(Number(values.obligations)),
      notes: 'Once. Open loop: checks are sent when they are due, however late earlier answers are.',
    },
  ],
]);
const names = ['cpu', 'lists', ...measured.keys(), ...atWork.keys()];
const wanted = new Set(values.rows?.split(',') ?? names.filter((name) => !atWork.has(name)));
for (const name of wanted) if (!names.includes(name)) throw new Error(`no row ${name}; there are ${names.join(', ')}`);

const rows: Row[] = [];
const add = (found: readonly Row[]): void => {
  for (const { measured, limit, ratio } of found) note(`  ${measured} of ${limit}: ${ratio}`);
  rows.push(middle(found));
};
if (wanted.has('cpu')) {
  note('processor time of a check');
  add(await cpu(times));
}
if (wanted.has('lists')) {
  note('lists and search');
  rows.push(...(await lists(customers, values.lists)));
}
for (const [name, { measure, notes }] of atWork)
  if (wanted.has(name)) {
    note(name);
    const row = await measure();
    add([row]);
    report(`bench ${name}`, [row], `With the runner at work: ${name}`, notes);
    rows.pop();
  }
const rest = [...measured].filter(([name]) => wanted.has(name));
let settings = `${customers.toLocaleString('en')} customers, ${contractsEach} contracts each`;
if (rest.length > 0) {
  const bench = await prepare(customers);
  settings += `, ${bench.events.toLocaleString('en')} events`;
  for (const [name, measure] of rest) {
    note(name);
    const found: Row[] = [];
    for (let n = 0; n < (name === 'start' ? 1 : times); n += 1) found.push(await measure(bench));
    add(found);
  }
  await clear(bench);
}
const isOfLists = values.rows === 'lists';
const part = `bench ${isOfLists ? 'lists ' : ''}${customers} ${contractsEach}`;
if (rows.length > 0) report(values.rows === undefined || isOfLists ? part : undefined, rows, settings, notesOfChecks);
process.exit(0);
