import { ObligationRunner } from '../../src/obligations/firing/runner.js';
import { firingId, firings, forgetSearch } from '../../src/obligations/firing/obligation-jobs.js';
import type { Mail, MailAnswer, MailPort } from '../../src/platform/mail/mail.js';
import { ApiClient } from './api-client.js';
import { caughtUp, type TestApp } from './app.js';

/** A mail server in the hands of a test: what it was given, and what it answers. */
export class ScriptedMail implements MailPort {
  readonly accepted: Mail[] = [];
  answer: (mail: Mail) => MailAnswer | 'dies' = () => ({ outcome: 'accepted' });

  /** `dies`: the server has accepted it, and whoever sent it is gone before anything is recorded. */
  async send(mail: Mail): Promise<MailAnswer> {
    const answer = this.answer(mail);
    if (answer === 'dies' || answer.outcome === 'accepted') this.accepted.push(mail);
    if (answer === 'dies') throw new Error('the process ended here');
    return answer;
  }

  /** Message-IDs with how often each was accepted. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { messageId } of this.accepted) counts[messageId] = (counts[messageId] ?? 0) + 1;
    return counts;
  }

  async forget(): Promise<void> {}
  fault(): null {
    return null;
  }
  async close(): Promise<void> {}
}

export interface ShownObligation {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly dueAt: string;
  readonly offset: number;
  readonly lastDay: string | null;
  readonly nominalOn: string;
  readonly customerId: string | null;
  readonly contractId: string | null;
  readonly requestId: string | null;
  readonly about: string | null;
  readonly intakeId: string | null;
  readonly sentAt: string | null;
  readonly catchUp: boolean;
  readonly outlook: string | null;
  readonly supersededBy: string | null;
  readonly error: string | null;
  readonly recipients: readonly { readonly role: string; readonly state: string; readonly code: string | null }[];
}

/** An application whose clock and runner the test drives. */
export class DrivenApp {
  private constructor(
    readonly app: TestApp,
    readonly client: ApiClient,
  ) {}

  static async over(app: TestApp): Promise<DrivenApp> {
    await app.app.get(ObligationRunner, { strict: false }).start();
    return new DrivenApp(app, new ApiClient(app, 'seeyon'));
  }

  /** All that is due by then is dealt with. */
  async at(instant: string): Promise<void> {
    this.app.clock.set(instant);
    await this.settle();
  }

  async settle(): Promise<void> {
    await caughtUp(this.app);
    const runner = this.app.app.get(ObligationRunner, { strict: false });
    await runner.refresh();
    await runner.idle();
    await caughtUp(this.app);
  }

  async customer(code: string): Promise<{ readonly id: string }> {
    return this.client.post('/customers', {
      code,
      name: `客户 ${code}`,
      level: 'standard',
      region: 'city',
      customerManager: { name: '李强', email: `manager.${code}@seeyon.example` },
      contacts: [{ name: '王芳', email: `${code}@customer.example`, role: 'lead', notify: true }],
    });
  }

  async buy(customerId: string, no: string, purchasedOn: string): Promise<{ id: string; terms: { termId: string }[] }> {
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    return this.client.post('/contracts', { customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn, product });
  }

  /** All pages. */
  async obligations(query: Readonly<Record<string, string>>): Promise<readonly ShownObligation[]> {
    const items: ShownObligation[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: ShownObligation[]; nextCursor: string | null } = await this.client.get('/obligations', {
        ...query,
        ...(cursor !== null && { cursor }),
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  async of(contractId: string, offset: number): Promise<ShownObligation> {
    return (await this.obligations({ contractId })).find((each) => each.offset === offset)!;
  }

  /** Every job of a vendor is gone, as where the store of jobs was emptied. */
  async emptyJobs(contractIds: readonly string[]): Promise<void> {
    await forgetSearch(this.app.stores.jobs, 'seeyon');
    await this.loseFirings(contractIds);
  }

  /** Of a vendor's jobs the last ones are gone: what the search has found. */
  async loseFirings(contractIds: readonly string[]): Promise<void> {
    const { jobs } = this.app.stores;
    for (const contractId of contractIds)
      for (const { customerId, lastDay } of await this.obligations({ contractId }))
        await jobs.remove(
          firings,
          firingId('seeyon', { source: 'contract', subjectId: contractId, customerId: customerId!, part: lastDay! }),
        );
  }

  /** The same of requests. */
  async emptyRequestJobs(requestIds: readonly string[]): Promise<void> {
    const { jobs } = this.app.stores;
    await forgetSearch(jobs, 'seeyon');
    for (const requestId of requestIds)
      for (const { customerId, about } of await this.obligations({ requestId })) {
        const key = { source: 'request', subjectId: requestId, customerId: customerId!, part: about! };
        await jobs.remove(firings, firingId('seeyon', key));
      }
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
