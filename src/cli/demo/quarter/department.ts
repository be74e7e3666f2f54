import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from '../../../../domain/kernel/envelope.js';
import { addDays, type Day, instantOf, startOfDay } from '../../../../domain/kernel/civil.js';
import type { Clock } from '../../../platform/clock.js';
import type { DemoVendor } from '../scenario.js';
import type { SentMails } from './sent-mails.js';
import type { DepartmentTexts } from './department-texts.js';

/** What answers of the API are read for. */
export interface Answer {
  readonly id: string;
  readonly no: string;
  readonly memo: { readonly sha256: string };
  readonly promises: readonly { readonly visitId: string | null }[];
  readonly contacts: readonly { readonly contactId: string }[];
}

/** Both vendors are there. */
export const zone = 'Asia/Shanghai';

export interface DepartmentParts {
  readonly vendor: DemoVendor;
  readonly texts: DepartmentTexts;
  readonly app: NestFastifyApplication;
  /** Keys by role. */
  readonly keys: Readonly<Partial<Record<Role, string>>>;
  readonly mails: SentMails;
  readonly clock: Clock;
  readonly today: Day;
  /** Days of work up to today, the newest first. */
  readonly workingDays: readonly Day[];
  /** How much earlier everything happens here than at the other vendor. */
  readonly earlier: { readonly workingDays: number; readonly minutes: number };
}

/** The service department of one vendor: who works there calls the API, each with a key of the own role. */
export class Department {
  readonly vendor: DemoVendor;
  readonly texts: DepartmentTexts;
  readonly mails: SentMails;
  readonly today: Day;
  readonly #daysBefore: readonly Day[];
  #calls = 0;

  constructor(private readonly parts: DepartmentParts) {
    this.vendor = parts.vendor;
    this.texts = parts.texts;
    this.mails = parts.mails;
    this.today = parts.today;
    this.#daysBefore = parts.workingDays.filter((day) => day < parts.today);
  }

  /** So many days of work before today: 1 is the last one. */
  workingDay(back: number): Day {
    return this.#daysBefore[back - 1 + this.parts.earlier.workingDays]!;
  }

  /** A wall-clock time `HH:mm` on a day of work before today, in epoch ms. */
  at(back: number, time: string): number {
    return this.on(this.workingDay(back), time) - this.parts.earlier.minutes * 60_000;
  }

  on(day: Day, time: string): number {
    const [hours, minutes] = time.split(':').map(Number) as [number, number];
    return startOfDay(day, zone) + (hours * 60 + minutes) * 60_000;
  }

  /** Days of the calendar before today; negative ones are in the future. */
  dayBack(days: number): Day {
    return addDays(this.today, -days);
  }

  now(): string {
    return this.parts.clock.now();
  }

  /** Minutes from now, in epoch ms. */
  in(minutes: number): number {
    return this.parts.clock.ms() + minutes * 60_000;
  }

  /** Minutes before now. */
  ago(minutes: number): string {
    return instantOf(this.in(-minutes));
  }

  /** The first instant from now on in the hours of the hotline, in epoch ms; Infinity where that is after today. */
  opening(): number {
    const now = this.parts.clock.ms();
    const hours = [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ] as const;
    const windows = this.parts.workingDays.flatMap((day) =>
      hours.map(([from, to]) => ({ from: this.on(day, from), to: this.on(day, to) })),
    );
    const open = windows.filter(({ to }) => to > now).map(({ from }) => from);
    return Math.max(now, Math.min(...open));
  }

  post(role: Role, path: string, body: object, key = this.parts.keys[role]!): Promise<Answer> {
    return this.#call(key, path, body, 'done');
  }

  /** A call that the ledger has to refuse. */
  async refused(role: Role, path: string, body: object, code: string): Promise<void> {
    await this.#call(this.parts.keys[role]!, path, body, code);
  }

  /** Follows a link of a mail: the token in it is the permission. */
  async follow(path: string, body: object): Promise<void> {
    const response = await this.parts.app.inject({ method: 'POST', url: path, payload: body });
    if (response.statusCode > 299) throw new Error(`the demo could not follow a link: ${response.body}`);
  }

  async #call(key: string, path: string, body: object, expected: string): Promise<Answer> {
    this.#calls += 1;
    const response = await this.parts.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': `demo quarter ${this.vendor} ${this.#calls}`,
      },
      payload: body,
    });
    const answer = response.json<Answer & { readonly code?: string }>();
    const outcome = response.statusCode < 300 ? 'done' : answer.code;
    if (outcome !== expected)
      throw new Error(`the demo's ${path} at ${this.now()} was to be ${expected}: ${response.body}`);
    return answer;
  }
}
