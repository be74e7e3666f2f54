import { writeSync } from 'node:fs';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { sampleEvent } from '../../support/sample-events.js';

// Appends from many writers at once and prints each acknowledgement on stdout, until it is killed.
// Arguments: folder of the ledger, name of the round.
const [, , folder = '', round = ''] = process.argv;
const store = SqliteEventStore.open(folder, Date.now);

async function write(writer: number): Promise<never> {
  const stream = `seeyon.sample-${round}-${writer}`;
  for (let append = 0, revision = -1; ; append += 1) {
    const of = 1 + ((append + writer) % 4);
    const events = Array.from({ length: of }, (_, part) =>
      sampleEvent({ append, part, of, filler: 'x'.repeat((append * 37) % 3000) }),
    );
    const answer = await store.append(stream, revision, events);
    revision = answer.revision;
    writeSync(1, `${stream} ${append} ${answer.token}\n`);
  }
}
await Promise.all(Array.from({ length: 24 }, (_, writer) => write(writer)));
