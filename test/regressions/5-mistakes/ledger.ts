import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';

/** Answers and bodies as tests look into them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

const minute = 60_000;

/** A vendor with releases, and what tests of mistakes do with its contracts. */
export class Mistakes {
  readonly client: ApiClient;
  /** An instant between the recording of facts and their correction, in the test at hand. */
  between = '';
  #count = 0;

  private constructor(readonly app: TestApp) {
    this.client = new ApiClient(app, 'seeyon');
  }

  static async start(): Promise<Mistakes> {
    const mistakes = new Mistakes(await startApp({ now: '2026-06-01T02:00:00.000Z' }));
    for (const [version, publishedAt] of [
      ['4.20', '2025-06-01'],
      ['4.30', '2025-06-02'],
      ['4.40', '2025-06-03'],
      ['5.00', '2025-09-01'],
      ['5.10', '2025-10-01'],
      ['6.00', '2025-09-01'],
    ])
      await mistakes.client.post('/releases', { series: 'EKP', version, publishedAt });
    return mistakes;
  }

  async customer(): Promise<string> {
    this.#count += 1;
    return (
      await this.client.post('/customers', { code: `KH${this.#count}`, name: '甲方', level: 'key', region: 'city' })
    ).id;
  }

  /** Bought 2025-03-01, so that the free term ends on 2026-03-01; version 4.11, module hr. */
  async sold(): Promise<{ readonly id: string; readonly customerId: string }> {
    this.#later(60);
    this.between = new Date(this.app.clock.ms() + 5 * minute).toISOString();
    const customerId = await this.customer();
    const { id } = await this.client.post('/contracts', {
      customerId,
      contractNo: `XS-${this.#count}`,
      licenceNo: `L-${this.#count}`,
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr' }] },
    });
    return { id, customerId };
  }

  /** A mistake is found later than it was recorded. */
  async corrects(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Body> {
    this.#later(10);
    return this.client.post(path, body, headers);
  }

  /** Status and body of a call that may be refused. */
  async tries(path: string, body: object, role: keyof TestApp['keys'] = 'admin', headers = {}): Promise<Body> {
    const answer = await this.app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${this.app.keys[role]}`, 'accept-language': 'en', ...headers })
      .send(body);
    return { status: answer.status, replayed: answer.headers['idempotent-replay'], ...answer.body };
  }

  /** Outcome and reason of a check with today's knowledge, then with that before the correction. */
  async bothClocks(question: Readonly<Record<string, string>>): Promise<readonly [string, string]> {
    const [now, then] = [
      await this.client.check(question),
      await this.client.check({ ...question, knownAt: this.between }),
    ];
    return [now['reason'] as string, then['reason'] as string];
  }

  #later(minutes: number): void {
    this.app.clock.set(new Date(this.app.clock.ms() + minutes * minute).toISOString());
  }
}
