import { setTimeout as sleep } from 'node:timers/promises';
import { Sample } from '../soak/random.js';
import type { Answer, Call, Member } from './member.js';

interface Contract {
  readonly id: string;
  readonly customerId: string;
  /** Of the write that was last acknowledged for it. */
  readonly position: string;
}
interface Asked {
  readonly path: string;
  readonly text: string;
}
export interface ImportSent {
  readonly id: string;
  readonly file: string;
  readonly fresh: number;
  readonly repeated: number;
}

const headings =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
const services = ['maintenance', 'self-service', 'requirement', 'training', 'onsite', 'media'] as const;
const levels = ['standard', 'key', 'vip'] as const;
const product = { series: 'EKP', name: 'EKP', version: '4.11' };
/** After so many attempts without an answer a call counts as never answered. */
const mostTries = 400;
const pauseMs = 40;

/** Random commands and questions to any API process, and what must hold of the answers whichever of them die. */
export class Load {
  readonly counts = {
    customers: 0,
    contracts: 0,
    renewals: 0,
    imports: 0,
    checks: 0,
    sameBytes: 0,
    readsAfterWrites: 0,
    replays: 0,
    doubleSent: 0,
    unknownOutcomes: 0,
    unavailable: 0,
  };
  /** What was acknowledged, by what is unique in its event: codes of customers, contract numbers, fees of renewals. */
  readonly registered = new Set<string>();
  readonly bought = new Set<string>();
  readonly renewed = new Set<string>();
  readonly imports: ImportSent[] = [];
  /** Contract numbers of all records that were imported. */
  readonly imported = new Set<string>();
  readonly #customers;
  readonly #contracts;
  readonly #asked;
  #number = 0;
  #stopped = false;
  #lastRecords: readonly string[] = [];

  constructor(
    private readonly apis: readonly Member[],
    private readonly random: () => number,
    private readonly name: string,
    private readonly onFault: (what: string) => void,
  ) {
    this.#customers = new Sample<string>(500, random);
    this.#contracts = new Sample<Contract>(1_000, random);
    this.#asked = new Sample<Asked>(1_000, random);
  }

  /** Lanes of work, each with a pause between its calls, and one that imports; until `stop`. */
  async run(lanes: number, importPauseMs: number): Promise<void> {
    await this.#register();
    await this.#purchase();
    const lane = async (): Promise<void> => {
      while (!this.#stopped) {
        await this.#step();
        await sleep(this.random() * 2 * pauseMs);
      }
    };
    const importing = async (): Promise<void> => {
      while (!this.#stopped) {
        await this.#import();
        for (let waited = 0; waited < importPauseMs && !this.#stopped; waited += 100) await sleep(100);
      }
    };
    await Promise.all([...Array.from({ length: lanes }, lane), importing()]);
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Asks any process, again and again at others, until it is answered other than by an outage. */
  async answered(call: Call, not?: Member): Promise<{ readonly answer: Answer; readonly by: Member }> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const by = this.#api(not);
      const wasRunning = by.isRunning;
      const answer = await by.call(call);
      if (answer !== null && answer.status !== 503) return { answer, by };
      if (answer === null) this.counts.unknownOutcomes += wasRunning ? 1 : 0;
      else this.counts.unavailable += 1;
      await sleep(50 + this.random() * 100);
    }
    throw new Error(`${call.method ?? 'GET'} ${call.path} was not answered in ${mostTries} attempts`);
  }

  async #step(): Promise<void> {
    const choice = this.random() * 100;
    if (choice < 6) return this.#register();
    if (choice < 22) return this.#purchase();
    if (choice < 40) return this.#renew();
    if (choice < 55) return this.#repeat();
    return this.#check();
  }

  /**
   * A write whose key is sent until it is answered, one time in four to two processes at once, and one time in four
   * once more afterwards: every answer has the same bytes (C11). Undefined where a rule refused it.
   */
  async #execute(path: string, body: object): Promise<{ readonly answer: Answer; readonly by: Member } | undefined> {
    const call: Call = { method: 'POST', path, body, key: `${this.name}-${(this.#number += 1)}` };
    const both = this.random() < 0.25;
    const [first, second] = await Promise.all([this.answered(call), both ? this.answered(call) : undefined]);
    const later = this.random() < 0.25 ? await this.answered(call, first.by) : undefined;
    this.counts.doubleSent += both ? 1 : 0;
    this.counts.replays += later === undefined ? 0 : 1;
    if (first.answer.status !== 201) {
      this.onFault(`POST ${path} ${JSON.stringify(body)} answered ${first.answer.status} ${first.answer.text}`);
      return undefined;
    }
    for (const other of [second, later])
      if (other !== undefined && (other.answer.status !== 201 || other.answer.text !== first.answer.text))
        this.onFault(
          `POST ${path} with key ${call.key} answered ${other.answer.status} ${other.answer.text}\n` +
            `where it had answered ${first.answer.text}`,
        );
    return first;
  }

  async #register(): Promise<void> {
    const code = `${this.name}-${(this.#number += 1)}`;
    const done = await this.#execute('/customers', {
      code,
      name: `Customer ${code}`,
      level: this.#of(levels),
      region: 'city',
      contacts: [{ name: `Person ${code}`, email: `${code}@example.com`, role: 'it' }],
    });
    if (done === undefined) return;
    this.registered.add(code);
    this.counts.customers += 1;
    this.#customers.offer((JSON.parse(done.answer.text) as { id: string }).id);
  }

  async #purchase(): Promise<void> {
    const customerId = this.#customers.one()!;
    const contractNo = `XS-${this.name}-${(this.#number += 1)}`;
    const body = { customerId, contractNo, licenceNo: `L-${contractNo}`, purchasedOn: '2024-03-01', product };
    const done = await this.#execute('/contracts', body);
    if (done === undefined) return;
    this.bought.add(contractNo);
    this.counts.contracts += 1;
    const { id } = JSON.parse(done.answer.text) as { id: string };
    const position = done.answer.headers.get('ledger-position')!;
    this.#contracts.offer({ id, customerId, position });
    // A read after a write, in another process.
    const path = `/contracts?customerId=${customerId}&limit=500`;
    const { answer } = await this.answered({ path, after: position }, done.by);
    const items = answer.status === 200 ? (JSON.parse(answer.text) as { items: { contractNo: string }[] }).items : [];
    this.counts.readsAfterWrites += 1;
    if (items.filter((each) => each.contractNo === contractNo).length !== 1)
      this.onFault(`GET ${path} after ${position} answered ${answer.status} ${answer.text}`);
  }

  async #renew(): Promise<void> {
    const contract = this.#contracts.one()!;
    const amount = `${100_000 + (this.#number += 1)}.00`;
    const done = await this.#execute(`/contracts/${contract.id}/renewals`, {
      signedOn: '2025-03-01',
      period: 'P1M',
      payment: 'paid',
      fee: { amount, currency: 'CNY' },
    });
    if (done === undefined) return;
    this.renewed.add(amount);
    this.counts.renewals += 1;
    await this.#check({ ...contract, position: done.answer.headers.get('ledger-position')! }, done.by, amount);
  }

  /** A check, after a position, in a process that did not write it. */
  async #check(contract = this.#contracts.one()!, not?: Member, fee?: string): Promise<void> {
    const { id, customerId, position } = contract;
    const path = `/entitlements/check?customerId=${customerId}&contractId=${id}&service=${this.#of(services)}&at=2025-06-01`;
    const { answer } = await this.answered({ path, after: position }, not);
    this.counts.checks += 1;
    if (answer.status !== 200)
      return this.onFault(`GET ${path} after ${position} answered ${answer.status} ${answer.text}`);
    const { knownPosition } = JSON.parse(answer.text) as { knownPosition: number };
    this.#asked.offer({ path: `${path}&knownPosition=${knownPosition}`, text: answer.text });
    if (fee === undefined) return;
    const shown = await this.answered({ path: `/contracts/${id}`, after: position }, not);
    this.counts.readsAfterWrites += 1;
    if (!shown.answer.text.includes(fee))
      this.onFault(`GET /contracts/${id} after ${position} lacks ${fee}: ${shown.answer.status} ${shown.answer.text}`);
  }

  /** D7: the same bytes from every process, whatever was recorded or happened since. */
  async #repeat(): Promise<void> {
    const asked = this.#asked.one();
    if (asked === undefined) return;
    const { answer } = await this.answered({ path: asked.path });
    this.counts.sameBytes += 1;
    if (answer.text !== asked.text)
      this.onFault(`GET ${asked.path} answered\n${answer.text}\nwhere it had answered\n${asked.text}`);
  }

  /** A file of new records and those of the file before, with its key sent until it is answered. */
  async #import(): Promise<void> {
    const no = (this.#number += 1);
    const fresh = Array.from({ length: 20 }, (_, index) => {
      const id = `${this.name}-${no}-${index}`;
      const customer = `I${this.name}-${no}-${index % 7}`;
      return (
        `${customer},Imported ${customer},VIP,市内,IM-${id},IL-${id},EKP,EKP,5.0${index % 10},,2024-03-01,,` +
        `Person ${customer},,${customer}@example.com,,`
      );
    });
    const repeated = this.#lastRecords;
    const file = `${[headings, ...repeated, ...fresh].join('\n')}\n`;
    const { answer } = await this.answered({ method: 'POST', path: '/imports', file, key: `${this.name}-${no}` });
    // As many wait as may: an import whose worker was killed goes on when its lease has ended.
    if (answer.status === 429) return;
    if (answer.status !== 202) return this.onFault(`POST /imports answered ${answer.status} ${answer.text}`);
    this.#lastRecords = fresh;
    for (const index of fresh.keys()) this.imported.add(`IM-${this.name}-${no}-${index}`);
    this.counts.imports += 1;
    const { id } = JSON.parse(answer.text) as { id: string };
    this.imports.push({ id, file, fresh: fresh.length, repeated: repeated.length });
  }

  #api(not?: Member): Member {
    const others = this.apis.filter((each) => each !== not);
    const running = others.filter(({ isRunning }) => isRunning);
    return this.#of(running.length > 0 ? running : others);
  }

  #of<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)]!;
  }
}
