import { customer } from '../../../domain/customer/customer.js';
import type { ObligationRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { View } from '../../platform/views/view-store.js';
import type { Addressee, GroupKey, OwedGroup } from '../sources/source.js';

const rowsRead = 50;

/** M4: permanent failures in a row stop an address until it is changed. */
export class FailedAddresses {
  constructor(
    private readonly ledger: Ledger,
    private readonly rows: View<ObligationsRow>,
    /** Resolves when the rows have all that is recorded. @throws ViewsBehind */
    readonly upToDate: () => Promise<unknown>,
  ) {}

  /** After a mail was refused for good. `obligationId`: which one it was of; it is not recorded yet. */
  async note(
    vendor: string,
    { figures, key }: Pick<OwedGroup, 'figures'> & { readonly key: Pick<GroupKey, 'customerId'> },
    addressee: Pick<Addressee, 'key' | 'customerId' | 'personId' | 'address'>,
    of: { readonly obligationId: string; readonly code: string },
  ): Promise<void> {
    const before = await this.failedInARow(vendor, key.customerId, addressee.key, of.obligationId);
    if (before + 1 < figures.mail.failuresThatStop) return;
    const { customerId, personId: contactId, address } = addressee;
    await this.ledger.handle({
      vendor,
      category: 'customer',
      id: customerId,
      decider: customer,
      command: { kind: 'fail-address', contactId, address, code: of.code },
      request: {
        actor: { id: 'obligations', role: 'system' },
        channel: 'obligation',
        correlationId: of.obligationId,
        scope: `obligation fail-address ${customerId} ${contactId}`,
        body: null,
      },
    });
  }

  /** How many of the customer's latest obligations have failed for this recipient. */
  private async failedInARow(vendor: string, customerId: string, key: string, except: string): Promise<number> {
    const { items } = await this.rows.query({
      vendor,
      where: [
        { field: 'customerId', is: customerId },
        { field: 'subject', is: 'obligation' },
      ],
      sort: { field: 'nominalOn', descending: true },
      limit: rowsRead,
    });
    const states = items.flatMap(({ id, row }) =>
      id === except ? [] : ((row as ObligationRow).recipients.find((each) => each.key === key)?.state ?? []),
    );
    const broken = states.findIndex((state) => state !== 'failed');
    return broken === -1 ? states.length : broken;
  }
}
