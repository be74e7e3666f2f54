import { writeSync } from 'node:fs';
import { inEnglish } from '../../../src/platform/operator-fault.js';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { sampleEvent } from '../../support/sample-events.js';
import { pretendDurable } from '../../support/unsafe.js';

// Appends one event after another and prints the result of each on stdout.
// Arguments: folder of the ledger, number of appends, and `unsafe` for a store that reports that it writes durably and does
// not: what a test of durability must notice.
const [, , folder = '', count, mode] = process.argv;
if (mode === 'unsafe') pretendDurable();
const store = SqliteEventStore.open(folder, Date.now);
for (let index = 0; index < Number(count); index += 1) {
  try {
    await store.append(`seeyon.sample-${index}`, -1, [sampleEvent({ index })]);
    writeSync(1, `acknowledged ${index}\n`);
  } catch (error) {
    writeSync(1, `${(error as Error).constructor.name} ${index} ${(error as Error).message}\n`);
  }
}
writeSync(1, `read ${(await store.readAll(null, 10_000)).length}\n`);
const stopped = store.stopped();
writeSync(1, `stopped ${stopped === null ? 'no' : inEnglish(stopped)}\n`);
process.exit(0);
