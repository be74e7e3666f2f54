import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';

// Opens a ledger, prints that, and holds it until it is killed or its stdin ends. Argument: folder of the ledger.
const store = SqliteEventStore.open(process.argv[2] ?? '', Date.now);
process.stdout.write('open\n');
process.stdin.on('end', () => void store.close()).resume();
