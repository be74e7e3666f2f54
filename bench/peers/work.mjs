import { readFileSync } from 'node:fs';
import { Conflict, stores } from './stores.mjs';

/**
 * One store does one work in a process of its own: reads `{name, folder | url, work, writers, seconds | count, length}`
 * from standard input, prints what came of it, correctness included.
 */
const task = JSON.parse(readFileSync(0, 'utf8'));
const store = await stores[task.name].open(task);
const { writers = 1, length = 0 } = task;
/** Of the size of a fact with a reason in a sentence or two. */
const data = (writer, n) => ({ writer, n, reason: 'x'.repeat(300) });
const acknowledged = new Map();
const note = (stream, writer, n) =>
  (acknowledged.get(stream) ?? acknowledged.set(stream, []).get(stream)).push(`${writer}:${n}`);
let failed = 0;
let firstFault;
const until = task.seconds === undefined ? Infinity : performance.now() + 500 + task.seconds * 1000;
const going = (n) => (task.count === undefined ? performance.now() < until : n < task.count);

/**
 * @returns whether it stands; what fails otherwise than by a conflict counts as failed, and a conflict too where
 * nobody else writes the stream
 */
const tried = async (stream, expected, said, alone = true) => {
  try {
    await store.append(stream, expected, said);
    return true;
  } catch (error) {
    if (alone || !(error instanceof Conflict)) {
      failed += 1;
      firstFault ??=
        error instanceof Conflict ? 'a conflict on a stream with one writer' : String(error?.message ?? error);
    }
    return false;
  }
};

const done = { appends: 0 };
/** Each writer appends to streams of its own, ten events each. */
const cold = async (writer) => {
  for (let n = 0; going(n); n += 1) {
    const stream = `cold-${writer}-${Math.floor(n / 10)}`;
    if (!(await tried(stream, n % 10, data(writer, n)))) {
      // What failed ends its stream: the next one is a fresh one.
      n += 9 - (n % 10);
      continue;
    }
    note(stream, writer, n);
    done.appends += 1;
  }
};
/** All writers append to one stream; who meets a conflict tries again behind what is known by then. */
let behind = 0;
const hot = async (writer) => {
  // Each try says something new: one that failed without a conflict may stand all the same.
  for (let n = 0; going(n); n += 1) {
    const expected = behind;
    if (await tried('hot', expected, data(writer, n), false)) {
      behind = Math.max(behind, expected + 1);
      note('hot', writer, n);
      done.appends += 1;
    } else await new Promise((resolve) => setImmediate(resolve));
  }
};
/** Load, fold, append: on four streams that hold `length` events. */
const decide = async () => {
  const held = [0, 0, 0, 0];
  const fill = async (k) => {
    for (; held[k] < length; held[k] += 1) {
      if (!(await tried(`d-${k}`, held[k], data(0, held[k])))) throw new Error(firstFault ?? 'conflict');
      note(`d-${k}`, 0, held[k]);
    }
  };
  for (let k = 0; k < held.length; k += 1) await fill(k);
  const end = performance.now() + task.seconds * 1000;
  for (let turn = 0; performance.now() < end; turn += 1) {
    const k = turn % held.length;
    const state = (await store.read(`d-${k}`)).reduce(
      ({ count, sum }, { data: { n } }) => ({ count: count + 1, sum: sum + n }),
      { count: 0, sum: 0 },
    );
    if (await tried(`d-${k}`, state.count, data(0, state.count))) {
      note(`d-${k}`, 0, state.count);
      done.appends += 1;
    }
  }
  return task.seconds;
};

/** Every acknowledged event once, each writer's in its order, and the places of a stream without a gap. */
const faults = async () => {
  const found = [];
  for (const [stream, said] of acknowledged) {
    const events = await store.read(stream);
    const stored = events.map(({ data: { writer, n } }) => `${writer}:${n}`);
    events.forEach(({ at }, index) => {
      if (at !== index) found.push(`${stream}: the event in place ${index} says that its place is ${at}`);
    });
    const times = new Map();
    for (const each of stored) times.set(each, (times.get(each) ?? 0) + 1);
    for (const each of said)
      if (times.get(each) !== 1) found.push(`${stream}: ${each} is there ${times.get(each) ?? 0} times`);
    const last = new Map();
    for (const each of stored) {
      const [writer, n] = each.split(':').map(Number);
      if ((last.get(writer) ?? -1) >= n) found.push(`${stream}: ${each} stands out of order`);
      last.set(writer, n);
    }
  }
  return found;
};

const began = performance.now();
const seconds =
  task.work === 'decide'
    ? await decide()
    : await Promise.all(
        Array.from({ length: writers }, (_, writer) => (task.work === 'hot' ? hot(writer) : cold(writer))),
      ).then(() => (performance.now() - began) / 1000);
const found = await faults();
process.stdout.write(
  JSON.stringify({
    appends: done.appends,
    perSecond: done.appends / seconds,
    failed,
    firstFault,
    faults: found.length,
    firstWrong: found[0],
  }),
);
await store.close();
process.exit(0);
