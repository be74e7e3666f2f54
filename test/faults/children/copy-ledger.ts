import { writeSync } from 'node:fs';
import { knownEvents } from '../../../src/event-types.js';
import { systemClock } from '../../../src/platform/clock.js';
import { eventCheckOf } from '../../../src/platform/ledger/event-check.js';
import { moveLedger } from '../../../src/platform/moving/move.js';

// Copies a ledger as `copy` does. Arguments: the URLs from and to.
const [, , from = '', to = ''] = process.argv;
const { ms } = systemClock;
const check = eventCheckOf(knownEvents, systemClock);
const copied = await moveLedger({ from, to }, process.cwd(), { clock: ms, check });
writeSync(1, `${JSON.stringify(copied)}\n`);
process.exit(0);
