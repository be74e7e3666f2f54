import { Sample } from './random.js';
import type { Answer, Server } from './server.js';

/** A write that the server acknowledged. Repeated, it must get the same response. */
export interface Acknowledged {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: object;
  readonly status: number;
  readonly text: string;
}
interface Customer {
  readonly id: string;
  readonly contacts: readonly string[];
}

const services = [
  'maintenance',
  'self-service',
  'requirement',
  'training',
  'onsite',
  'media',
  'health-check',
  'care',
] as const;
const levels = ['standard', 'key', 'vip'] as const;
const mostCustomers = 2_000;
const mostContracts = 4_000;
const regions = ['city', 'suburb', 'outside', 'unknown'] as const;

/** Random commands and questions, and what must hold of the responses whatever happens to the server. */
export class Load {
  readonly counts = {
    customers: 0,
    contracts: 0,
    writes: 0,
    refused: 0,
    reads: 0,
    sameBytes: 0,
    replays: 0,
    broken: 0,
    erased: 0,
  };
  /** What must never be; the run fails when there is one. */
  readonly faults: string[] = [];
  /** Contract numbers: acknowledged, and sent. */
  readonly bought = new Set<string>();
  readonly requestedPaths = new Set<string>();
  readonly #acknowledged;
  readonly #answers;
  readonly #customers;
  readonly #contracts;
  readonly #erased;
  #number = 0;
  #stopped = false;

  constructor(
    private readonly server: Server,
    private readonly random: () => number,
    private readonly name: string,
  ) {
    this.#acknowledged = new Sample<Acknowledged>(3000, random);
    this.#answers = new Sample<{ readonly path: string; readonly text: string }>(3000, random);
    this.#customers = new Sample<Customer>(3000, random);
    this.#contracts = new Sample<{
      readonly id: string;
      readonly customerId: string;
      readonly terms: readonly { readonly termId: string }[];
    }>(5000, random);
    this.#erased = new Sample<{ readonly id: string; readonly contact: string; readonly name: string }>(500, random);
  }

  /** Lanes of work, each with a pause between its calls, until `stop`. */
  async run(workers: number, pauseMs: number): Promise<void> {
    await Promise.all(
      Array.from({ length: workers }, async () => {
        while (!this.#stopped) {
          await this.#step();
          await new Promise((resolve) => setTimeout(resolve, this.random() * 2 * pauseMs));
        }
      }),
    );
  }

  stop(): void {
    this.#stopped = true;
  }

  /**
   * A round over what was stored: acknowledged writes are repeated, answers are requested again, erased persons are
   * searched for.
   */
  async review(most = 100): Promise<void> {
    for (let n = 0; n < most; n += 1) {
      await this.#retry();
      await this.#repeatCheck();
      if (n % 5 === 0) await this.#verifyErased();
    }
  }

  async #step(): Promise<void> {
    const choice = this.random() * 100;
    if ((choice < 6 && this.#few(this.counts.customers, mostCustomers)) || this.#customers.items.length < 5)
      return this.#register();
    if ((choice < 16 && this.#few(this.counts.contracts, mostContracts)) || this.#contracts.items.length < 5)
      return this.#purchase();
    if (choice < 34) return void (await this.#change());
    if (choice < 36) return this.#erase();
    if (choice < 38) return this.#batch();
    if (choice < 44) return this.#retry();
    if (choice < 56) return this.#repeatCheck();
    if (choice < 58) return this.#verifyErased();
    if (choice < 66) return this.#read();
    return this.#check();
  }

  /** Memory can only be judged at a constant population: new customers are rare then, and only history grows. */
  #few(there: number, most: number): boolean {
    return there < most || this.random() < 0.02;
  }

  /**
   * Repeats the request until it is answered, through kills. A refusal by a rule is an answer too, but not one that is
   * remembered.
   */
  async #execute(method: string, path: string, body: object): Promise<Answer | null> {
    const key = `${this.name}-${(this.#number += 1)}`;
    for (let tries = 0; ; tries += 1) {
      const answer = await this.server.call(method, path, body, key);
      if (answer === null || answer.status === 503) {
        this.counts.broken += 1;
        if (tries > 2_000) throw new Error(`${method} ${path} is never answered`);
        continue;
      }
      if (answer.status >= 500)
        this.#fault(`${method} ${path} ${JSON.stringify(body)} answered ${answer.status} ${answer.text}`);
      if (answer.status >= 300) {
        this.counts.refused += 1;
        return null;
      }
      this.counts.writes += 1;
      // What had been so already is no event, and only events remember keys (docs/decisions/0003): such a command is
      // not kept.
      const recorded =
        !/licence|resume|corrections|erase/.test(path) || (await this.server.call(method, path, body, key))?.replayed;
      if (recorded) this.#acknowledged.offer({ method, path, key, body, status: answer.status, text: answer.text });
      return answer;
    }
  }

  async #fetch(path: string): Promise<string | null> {
    for (;;) {
      const answer = await this.server.call('GET', path);
      if (answer === null || answer.status === 503) continue;
      this.counts.reads += 1;
      if (answer.status === 200) return answer.text;
      this.#fault(`GET ${path} answered ${answer.status} ${answer.text}`);
      return null;
    }
  }

  async #register(): Promise<void> {
    const n = (this.#number += 1);
    const contacts = [0, 1].map((i) => ({
      name: `Person-${this.name}-${n}-${i}`,
      email: `p${n}.${i}@example.com`,
      role: 'it',
    }));
    const answer = await this.#execute('POST', '/customers', {
      code: `${this.name}-${n}`,
      name: `Customer ${n}`,
      level: this.#of(levels),
      region: this.#of(regions),
      contacts,
    });
    if (answer === null) return;
    const { id, contacts: made } = JSON.parse(answer.text) as { id: string; contacts: { contactId: string }[] };
    this.counts.customers += 1;
    this.#customers.offer({ id, contacts: made.map(({ contactId }) => contactId) });
  }

  async #purchase(): Promise<void> {
    const customerId = this.#customers.one()!.id;
    const contractNo = `XS-${this.name}-${(this.#number += 1)}`;
    this.requestedPaths.add(contractNo);
    const product = {
      series: 'EKP',
      name: 'EKP',
      version: `${3 + Math.floor(this.random() * 3)}.${10 + Math.floor(this.random() * 80)}`,
    };
    const answer = await this.#execute('POST', '/contracts', {
      customerId,
      contractNo,
      licenceNo: `L-${contractNo}`,
      purchasedOn: this.#day(2019, 2025),
      product,
    });
    if (answer === null) return;
    this.bought.add(contractNo);
    this.counts.contracts += 1;
    const { id, terms } = JSON.parse(answer.text) as { id: string; terms: { termId: string }[] };
    this.#contracts.offer({ id, customerId, terms });
  }

  async #change(): Promise<Answer | null> {
    const { id, terms } = this.#contracts.one()!;
    const at = (path: string) => `/contracts/${id}/${path}`;
    const choice = this.random() * 100;
    if (choice < 45)
      return this.#execute('POST', at('renewals'), {
        signedOn: this.#day(2021, 2025),
        period: this.#of(['P1Y', 'P6M', 'P2Y']),
        payment: this.#of(['paid', 'due']),
        fee: { amount: '1200.00', currency: 'CNY' },
      });
    if (choice < 60)
      return this.#execute('POST', at('corrections'), {
        reason: 'wrong day',
        ...(this.random() < 0.5
          ? { purchasedOn: this.#day(2019, 2025) }
          : { terms: [{ termId: this.#of(terms).termId, firstDay: this.#day(2019, 2025) }] }),
      });
    if (choice < 70)
      return this.#execute('POST', at('suspend'), {
        from: this.#day(2022, 2025),
        reason: 'asked for',
        extend: this.random() < 0.5,
      });
    if (choice < 80) return this.#execute('POST', at('resume'), { on: this.#day(2023, 2025) });
    if (choice < 84) return this.#execute('POST', at('licence/revoke'), { reason: 'lost' });
    if (choice < 88) return this.#execute('POST', at('licence/restore'), { reason: 'found' });
    if (choice < 92)
      return this.#execute('POST', at('transfer'), {
        toCustomerId: this.#customers.one()!.id,
        from: this.#day(2023, 2025),
      });
    if (choice < 96)
      return this.#execute('POST', at('agreements'), {
        kind: 'onsite',
        signedOn: this.#day(2020, 2022),
        validFrom: this.#day(2022, 2024),
      });
    return this.#execute('POST', at('allowance-uses'), { service: 'media', on: this.#day(2021, 2025) });
  }

  async #erase(): Promise<void> {
    const { id, contacts } = this.#customers.one()!;
    const contact = this.#of(contacts);
    const before = await this.#fetch(`/customers/${id}`);
    const name =
      before === null
        ? undefined
        : (JSON.parse(before) as { contacts: { contactId: string; name?: string }[] }).contacts.find(
            ({ contactId }) => contactId === contact,
          )?.name;
    if (name === undefined) return;
    if ((await this.#execute('POST', `/customers/${id}/contacts/${contact}/erase`, { reason: 'asked for' })) === null)
      return;
    this.counts.erased += 1;
    this.#erased.offer({ id, contact, name });
  }

  async #verifyErased(): Promise<void> {
    const erased = this.#erased.one();
    if (erased === undefined) return;
    const text = (await this.#fetch(`/customers/${erased.id}`)) ?? '';
    const found = (
      JSON.parse(text || '{"contacts":[]}') as { contacts: { contactId: string; erased?: true }[] }
    ).contacts.find(({ contactId }) => contactId === erased.contact);
    if (text.includes(`"${erased.name}"`) || found?.erased !== true)
      this.#fault(`the erased person ${erased.contact} of ${erased.id} is there again: ${text}`);
  }

  async #check(): Promise<void> {
    const { customerId } = this.random() < 0.9 ? this.#contracts.one()! : { customerId: this.#customers.one()!.id };
    const urgency = this.random() < 0.3 ? `&urgency=${this.#of(['critical', 'high', 'normal'])}` : '';
    const known =
      this.random() < 0.15 ? `&knownAt=${new Date(Date.now() - 50 - this.random() * 600_000).toISOString()}` : '';
    const path =
      `/entitlements/check?customerId=${customerId}&service=${this.#of(services)}&` +
      `at=${this.#day(2020, 2027)}${urgency}`;
    const answer = await this.server.call('GET', path + known);
    if (answer === null || answer.status === 503) return;
    this.counts.reads += 1;
    // As known before the customer was registered there is no such customer (D1).
    if (answer.status === 404 && known !== '') return;
    if (answer.status !== 200) return this.#fault(`GET ${path}${known} answered ${answer.status} ${answer.text}`);
    const { knownPosition } = JSON.parse(answer.text) as { knownPosition: number };
    this.#answers.offer({
      path: known === '' ? `${path}&knownPosition=${knownPosition}` : path + known,
      text: answer.text,
    });
  }

  /** D7: the same bytes, whatever was recorded or happened since. */
  async #repeatCheck(): Promise<void> {
    const earlierAnswer = this.#answers.one();
    if (earlierAnswer === undefined) return;
    const text = await this.#fetch(earlierAnswer.path);
    this.counts.sameBytes += 1;
    if (text !== earlierAnswer.text)
      this.#fault(`GET ${earlierAnswer.path} answered\n${text}\nwhere it had answered\n${earlierAnswer.text}`);
  }

  /** C11: what was acknowledged answers as it did. */
  async #retry(): Promise<void> {
    const acknowledged = this.#acknowledged.one();
    if (acknowledged === undefined) return;
    const answer = await this.server.call(acknowledged.method, acknowledged.path, acknowledged.body, acknowledged.key);
    if (answer === null || answer.status === 503) return;
    this.counts.replays += 1;
    const same =
      answer.status === acknowledged.status &&
      answer.replayed &&
      (answer.text === acknowledged.text ||
        this.#withoutPersons(answer.text) === this.#withoutPersons(acknowledged.text));
    if (!same)
      this.#fault(
        `${acknowledged.method} ${acknowledged.path} with key ${acknowledged.key} answered ${answer.status} ` +
          `${answer.text}\nwhere it had answered ${acknowledged.status} ${acknowledged.text}`,
      );
  }

  /** A2: a person that was erased since is missing from a replayed answer. */
  #withoutPersons(text: string): string {
    const { contacts, ...rest } = JSON.parse(text) as { contacts?: { contactId: string }[] };
    return JSON.stringify({ ...rest, contacts: contacts?.map(({ contactId }) => contactId) });
  }

  async #batch(): Promise<void> {
    const questions = Array.from({ length: 200 }, () => ({
      customerId: this.#contracts.one()!.customerId,
      service: this.#of(services),
      at: this.#day(2020, 2027),
    }));
    const answer = await this.server.call('POST', '/entitlements/check-batch?detail=brief', { questions });
    if (answer === null || answer.status === 503) return;
    this.counts.reads += 1;
    const bad =
      answer.status !== 200 ||
      (JSON.parse(answer.text) as { answers: object[] }).answers.some((each) => 'error' in each);
    if (bad) this.#fault(`a batch answered ${answer.status} ${answer.text.slice(0, 2000)}`);
  }

  async #read(): Promise<void> {
    const { id, customerId } = this.#contracts.one()!;
    await this.#fetch(
      this.#of([
        `/contracts/${id}?at=${this.#day(2020, 2027)}`,
        `/contracts/${id}/timeline`,
        `/customers/${customerId}/timeline`,
        `/customers/${customerId}/entitlements`,
        `/contracts?customerId=${customerId}`,
        '/contracts?state=in-term&limit=20',
      ]),
    );
  }

  #fault(what: string): void {
    if (this.faults.length < 50) this.faults.push(what);
    process.stdout.write(`FAULT ${what}\n`);
  }

  #of<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)]!;
  }

  #day(from: number, to: number): string {
    const two = (value: number) => String(1 + Math.floor(value)).padStart(2, '0');
    const year = from + Math.floor(this.random() * (to - from + 1));
    return `${year}-${two(this.random() * 12)}-${two(this.random() * 28)}`;
  }
}
