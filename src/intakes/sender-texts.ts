import type { IntakeEvent } from '../../domain/intake/intake.events.js';
import { idOfPerson } from '../../domain/kernel/person.js';
import { intake } from '../../domain/intake/intake.js';
import type { IntakeRow } from '../../projections/intakes/intakes.row.js';
import type { MadeObjects } from '../customers/customers.port.js';
import type { Clock } from '../platform/clock.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { View } from '../platform/views/view-store.js';

type Received = Extract<IntakeEvent, { type: 'IntakeReceived' }>;

/** A7: intakes by the contact they are from. */
export const intakesMade = (
  ledger: Ledger,
  rows: View<IntakeRow>,
  upToDate: () => Promise<void>,
  clock: Clock,
): MadeObjects<IntakeRow> => ({
  kind: 'intake',
  rows,
  field: 'fromId',
  upToDate,
  type: 'IntakeReceived',
  madeBy: ({ data }) => idOfPerson((data as Received['data']).from),
  record: (vendor, id, texts, request) =>
    ledger.handle({
      vendor,
      category: 'intake',
      id,
      decider: intake,
      command: { kind: 'erase-text', ...texts, at: clock.now() },
      request,
    }),
});
