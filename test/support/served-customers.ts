import type { ApiClient } from './api-client.js';
import { startApp, type TestApp } from './app.js';
import { DrivenApp, ScriptedMail } from './obligations.js';

interface Sold {
  readonly customerId: string;
  readonly contractId: string;
}

/** Customers with a contract each, and their requests, over an application whose clock the test drives. */
export class ServedCustomers {
  readonly mail = new ScriptedMail();
  driven!: DrivenApp;

  async start(now: string): Promise<void> {
    this.driven = await DrivenApp.over(await startApp({ now, mail: this.mail }));
  }

  get app(): TestApp {
    return this.driven.app;
  }

  get client(): ApiClient {
    return this.driven.client;
  }

  async sold(code: string, purchasedOn = '2025-03-01'): Promise<Sold> {
    const { id: customerId } = await this.driven.customer(code);
    const { id: contractId } = await this.driven.buy(customerId, `XS-${code}`, purchasedOn);
    return { customerId, contractId };
  }

  /** What every request of these tests asks for. */
  readonly usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' } as const;

  register({ customerId }: Pick<Sold, 'customerId'>, more: object = {}) {
    return this.client.post('/requests', { customerId, ...this.usual, ...more });
  }

  act(id: string, path: string, body: object = {}) {
    return this.client.post(`/requests/${id}/${path}`, body);
  }
}
