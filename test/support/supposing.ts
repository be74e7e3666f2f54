import { ApiClient } from './api-client.js';
import { startApp, type TestApp } from './app.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/** Suppositions about one customer with one contract, bought 2025-03-01, on 2026-06-01: its free term has ended. */
export class Supposing {
  count = 0;
  customerId = '';
  contractId = '';

  private constructor(
    readonly app: TestApp,
    readonly client: ApiClient,
  ) {}

  static async start(): Promise<Supposing> {
    const app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    const client = new ApiClient(app, 'seeyon');
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    return new Supposing(app, client);
  }

  /** Another customer with a contract of its own, for the next test. */
  async another(): Promise<this> {
    this.count += 1;
    const code = `KH${this.count}`;
    this.customerId = (await this.client.post('/customers', { code, name: '甲方', level: 'key', region: 'city' })).id;
    this.contractId = (await this.client.post('/contracts', this.purchase(String(this.count)))).id;
    return this;
  }

  purchase(no: string) {
    return {
      customerId: this.customerId,
      contractNo: `XS-${no}`,
      licenceNo: `L-${no}`,
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr' }] },
    };
  }

  whatIf(question: object, suppose: readonly object[]): Promise<Answer> {
    return this.client.post('/entitlements/what-if', this.#body(question, suppose));
  }

  /** Status, code, rule and pointers of the answer, in English. */
  async refused(question: object, suppose: readonly unknown[], key = this.app.keys.admin): Promise<Answer> {
    const { status, body } = await this.app.http
      .post('/api/v1/entitlements/what-if')
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' })
      .send(this.#body(question, suppose));
    return {
      status,
      code: body.code,
      rule: body.rule,
      errors: body.errors?.map((error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`),
    };
  }

  #body(question: object, suppose: readonly unknown[]): object {
    return { question: { customerId: this.customerId, service: 'maintenance', ...question }, suppose };
  }
}
