import { addressOf, customer } from '../../../domain/customer/customer.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import type { Instant } from '../../../domain/kernel/civil.js';
import { streamName } from '../../../domain/kernel/envelope.js';
import type { Figures } from '../../../domain/policy/figures.js';
import type { ObligationsRow, RecipientRow } from '../../../projections/obligations/obligations.row.js';
import { latestMails } from '../../../projections/obligations/recipient-row.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { View } from '../../platform/views/view-store.js';
import type { Addressee } from '../sources/source.js';

/** M4: permanent failures in a row stop an address until it is changed. */
export class FailedAddresses {
  constructor(
    private readonly ledger: Ledger,
    private readonly rows: View<ObligationsRow>,
    /** Resolves when the rows have all that is recorded. @throws ViewsBehind */
    private readonly upToDate: () => Promise<unknown>,
  ) {}

  /** After it is recorded that a mail was refused for good. `obligationId`: of which it was. */
  async note(
    vendor: string,
    { mail }: Pick<Figures, 'mail'>,
    addressee: Pick<Addressee, 'key' | 'customerId' | 'personId' | 'address'>,
    of: { readonly obligationId: string; readonly code: string },
  ): Promise<void> {
    const { customerId, personId: contactId, address } = addressee;
    // Several fail at once: whoever looks last sees them all.
    await this.upToDate();
    const since = await this.heldSince(vendor, addressee);
    if (since === null) return;
    const failures = await this.failedInARow(vendor, addressee.key, since);
    if (failures < Math.min(mail.failuresThatStop, latestMails)) return;
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

  /** How many of the latest mails to the recipient have failed, since it has its present address. */
  private async failedInARow(vendor: string, key: string, since: Instant): Promise<number> {
    const row = (await this.rows.get(key)) as RecipientRow | undefined;
    if (row?.vendor !== vendor) return 0;
    const mails = row.mails.filter(({ at }) => at >= since).toReversed();
    const accepted = mails.findIndex(({ state }) => state === 'accepted');
    return accepted === -1 ? mails.length : accepted;
  }

  /** When the address that was written to was recorded; null where it is the present one no more. */
  private async heldSince(
    vendor: string,
    { customerId, personId, address }: Pick<Addressee, 'customerId' | 'personId' | 'address'>,
  ): Promise<Instant | null> {
    const events = await this.ledger.streams.read<CustomerEvent>(vendor, streamName(vendor, 'customer', customerId));
    let state = customer.initial;
    let held: { readonly address: string | null; readonly since: Instant } = { address: null, since: '' };
    for (const event of events) {
      state = customer.evolve(state, event);
      const present = state.status === 'registered' ? addressOf(state, personId) : null;
      if (present !== held.address) held = { address: present, since: event.meta.recordedAt };
    }
    return held.address === address ? held.since : null;
  }
}
