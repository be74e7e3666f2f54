import { MINUTE } from '../../domain/kernel/durations.js';
import { recipientsOf } from '../../domain/customer/recipients.js';
import { familyNow } from '../customers/customers.port.js';
import { composeMail } from '../mails/mails.port.js';
import type { Clock } from '../platform/clock.js';
import { JobFailed, type Jobs, type RunningJob } from '../platform/jobs/jobs.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { MailPort } from '../platform/mail/mail.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import type { ErasedAddressees } from './erased-addressees.js';

import { letter, mailVendor, type Sending } from './sending.js';
import type { Addressee } from './source.js';

/** Jobs that notify managers. */
export const addressNotices = 'address-notices';

/** M4: the waits of a mail that a server does not take for a time. */
const retryAfterMs = [1, 5, 30, 120, 360, 1_440].map((minutes) => minutes * MINUTE);

interface Parts {
  readonly ledger: Ledger;
  readonly books: PolicyBooks;
  readonly jobs: Jobs;
  readonly mail: MailPort;
  readonly erased: ErasedAddressees;
  readonly clock: Clock;
  readonly sending: Sending;
}

/** M4: notifies the manager of a customer that an address of a contact takes no mail any more. */
export class AddressNotices {
  constructor(private readonly parts: Parts) {}

  /** Once the failure is recorded. */
  add(vendor: string, customerId: string, personId: string, code: string): Promise<void> {
    const { jobs, clock } = this.parts;
    return jobs.add({
      queue: addressNotices,
      id: derivedId('adn', vendor, customerId, personId, String(clock.ms())),
      vendor,
      dueAt: clock.ms(),
      data: { customerId, personId, code },
    });
  }

  /** Sends from now on. */
  work(): void {
    const handler = (job: RunningJob) => this.send(job);
    this.parts.jobs.work(addressNotices, { handler, concurrency: 2, perVendor: 1, retryAfterMs });
  }

  private async send({ id, vendor, data }: RunningJob): Promise<void> {
    const { ledger, books, mail, erased, clock, sending } = this.parts;
    const [customerId, personId, code] = [String(data['customerId']), String(data['personId']), String(data['code'])];
    const family = await familyNow(ledger, vendor, customerId);
    const [survivor] = family;
    const failed = family.find((member) => member.customerId === customerId)?.failed.has(personId) === true;
    // It was changed meanwhile: there is nothing left to do.
    if (survivor === undefined || !failed) return;
    const manager = recipientsOf(survivor, 'contract').find(({ role }) => role === 'manager');
    if (manager === undefined) return;
    const to: Addressee = { ...manager, customerId: survivor.customerId };
    const { policy } = (await books.snapshot(vendor)).book.policyAt(clock.ms(), Infinity);
    const facts = { recipientName: to.name, customerName: survivor.name, code };
    const from = mailVendor(sending, vendor, policy);
    const composed = composeMail('address-failed-staff', policy.language, from, facts, {});
    const answer = await mail.send(letter(sending, policy, { obligationId: id }, to, composed));
    if (answer.outcome === 'permanent') throw new JobFailed(`the manager's address takes no mail: ${answer.code}`);
    if (answer.outcome === 'temporary') throw new Error(`the mail server takes no mail for a time: ${answer.code}`);
    if (await erased.has(vendor, to)) await mail.forget(to.key);
  }
}
