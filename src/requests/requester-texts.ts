import { idOfPerson } from '../../domain/kernel/person.js';
import { requestTexts } from '../../domain/request/erasing.js';
import type { EventOf } from '../../domain/request/request.events.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import type { MadeObjects } from '../customers/customers.port.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { View } from '../platform/views/view-store.js';

/** A7: requests by the contact who asked. */
export const requestsMade = (
  ledger: Ledger,
  rows: View<RequestRow>,
  upToDate: () => Promise<void>,
): MadeObjects<RequestRow> => ({
  kind: 'request',
  rows,
  field: 'contactId',
  upToDate,
  type: 'RequestRegistered',
  madeBy: ({ data }) => idOfPerson((data as EventOf<'RequestRegistered'>['data']).contact),
  record: (vendor, id, texts, request) =>
    ledger.handle({
      vendor,
      category: 'request',
      id,
      decider: requestTexts,
      command: { kind: 'erase-text', ...texts },
      request,
    }),
});
