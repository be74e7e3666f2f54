import { EventStoreServer } from '../../test/support/eventstoredb/server.js';
import { MongoServer } from '../../test/support/mongodb/server.js';

/**
 * One double as a process of its own, so that its cost is not the caller's: `events` or `views` as the argument. It
 * prints its URL, and ends with its standard input.
 */
const urlOf: Readonly<Record<string, () => Promise<string>>> = {
  events: async () => {
    const { port } = await new EventStoreServer({ maxAppendSize: 16 * 1024 * 1024 }).start();
    return `esdb://127.0.0.1:${port}?tls=false`;
  },
  views: async () => (await new MongoServer().start()).url,
};

process.stdin.resume().on('end', () => process.exit(0));
process.stdout.write(`${await urlOf[process.argv[2]!]!()}\n`);
