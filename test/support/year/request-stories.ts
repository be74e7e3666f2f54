import type { Mail } from '../../../src/platform/mail/mail.js';
import type { Customer, Simulation } from './customers.js';
import { dayMs, dayOf, daysAfter, minuteMs } from './plain-calendar.js';
import type { Vendor } from './simulated-service.js';

const by = '张工';

interface Visit {
  readonly visitId: string | null;
}
interface Registered {
  readonly id: string;
  readonly no: string;
  readonly decision: { readonly entitled: boolean };
  readonly promises: readonly Visit[];
}

/** Calls for service, and what becomes of them: each act plans the next one. */
export class RequestStories {
  readonly #byNo = new Map<string, { readonly vendor: Vendor; readonly request: Registered }>();

  constructor(private readonly simulation: Simulation) {}

  /** The calls of one customer, about one in a year. */
  plan(customer: Customer): void {
    const { agenda, dice, service, until } = this.simulation;
    const share = (until - service.now) / (365 * dayMs);
    const count =
      Math.floor(1.1 * share + (dice.happens((1.1 * share) % 1) ? 1 : 0)) + (dice.happens(share / 4) ? 1 : 0);
    for (let n = 0; n < count; n += 1) {
      const at = service.now + dice.between(60, Math.floor((until - service.now) / minuteMs)) * minuteMs;
      const when = dice.happens(0.88) ? dice.inHours(this.simulation.calendar, at, 0) : at;
      agenda.plan(when, () => this.#arrives(customer, `${customer.n}-${n}`));
    }
  }

  /** R2, R18: a call or mail arrives; not each becomes a request. */
  async #arrives(customer: Customer, name: string): Promise<void> {
    const { agenda, dice, service } = this.simulation;
    const { vendor } = customer;
    if (dice.happens(0.6)) return this.#register(customer, name, {});
    const channel = dice.oneOf(['hotline', 'phone', 'email'] as const);
    const receivedAt = this.#instant();
    const { id } = await service.call(vendor, 'POST', '/intakes', { channel, receivedAt, from: `来电人 ${name}` });
    const kind = dice.weighted({ registered: 70, spam: 12, late: 8, forgotten: 10 });
    if (channel !== 'email' && kind !== 'spam')
      await service.attempt(vendor, `/intakes/${id}/answer`, { by, callback: dice.happens(0.1) });
    const later = (minutes: number, act: () => Promise<void>): void =>
      agenda.plan(dice.inHours(this.simulation.calendar, service.now, minutes), act);
    if (kind === 'spam')
      later(dice.between(5, 4_000), async () => {
        await service.attempt(vendor, `/intakes/${id}/close`, { reason: dice.oneOf(['spam', 'wrong-number']) });
      });
    else if (kind !== 'forgotten')
      later(kind === 'late' ? dice.between(3_000, 7_000) : dice.between(2, 30), () =>
        this.#register(customer, name, { intakeId: id, reason: '补录' }),
      );
  }

  async #register(customer: Customer, name: string, more: object): Promise<void> {
    const { dice, service } = this.simulation;
    const { vendor, id: customerId, contactIds } = customer;
    const asked = dice.weighted({ maintenance: 80, onsite: 16, 'self-service': 4 });
    const [contactId] = contactIds;
    const contact =
      dice.happens(0.85) && contactId !== undefined ? { contact: contactId } : { contact: `同事 ${name}` };
    const request: Registered | null = await service.attempt(vendor, '/requests', {
      customerId,
      service: asked,
      channel: dice.oneOf(['website', 'hotline', 'email']),
      urgency: dice.weighted({ critical: 8, high: 22, normal: 50, low: 20 }),
      title: `无法登录 ${name}`,
      ...(dice.happens(0.95) && contact),
      ...more,
    });
    if (request === null) return;
    this.#byNo.set(request.no, { vendor, request });
    if (!request.decision.entitled) return this.#withoutRight(vendor, request);
    if (dice.happens(0.08)) this.#priority(vendor, request);
    const visitId = request.promises.find((promise) => promise.visitId !== null)?.visitId;
    if (visitId != null) this.#visit(vendor, request, visitId);
    else this.#respond(vendor, request, 1);
  }

  /** R8. */
  #withoutRight(vendor: Vendor, request: Registered): void {
    const { dice } = this.simulation;
    const what = dice.weighted({ decline: 45, goodwill: 30, refer: 25 });
    if (what === 'decline') this.#soon(5, 300, vendor, request, 'decline', { reason: '服务期已过' });
    else if (what === 'goodwill')
      this.#soon(5, 300, vendor, request, 'goodwill', { reason: '老客户' }, () => this.#respond(vendor, request, 1));
    else
      this.#soon(5, 300, vendor, request, 'refer', { to: 'renewal' }, () =>
        this.#later(3, 30, vendor, request, 'cancel', { reason: '客户不续费' }),
      );
  }

  #priority(vendor: Vendor, request: Registered): void {
    const { dice } = this.simulation;
    const urgency = dice.oneOf(['critical', 'high', 'low']);
    this.#soon(1, 90, vendor, request, 'priority', { urgency, reason: '业务停顿' });
  }

  /** K11: most are acknowledged in time, some late, some only by their resolution. */
  #respond(vendor: Vendor, request: Registered, cycle: number): void {
    const { dice } = this.simulation;
    const pace = dice.weighted({ quick: 66, slow: 22, silent: 12 });
    const go = (): void => this.#treat(vendor, request, cycle);
    if (pace === 'quick') this.#soon(2, 25, vendor, request, 'acknowledge', { by }, go);
    else if (pace === 'slow') this.#soon(60, 1_500, vendor, request, 'acknowledge', { by }, go);
    else this.#resolve(vendor, request, cycle, 200, 4_000);
  }

  #treat(vendor: Vendor, request: Registered, cycle: number): void {
    const { dice } = this.simulation;
    const how = dice.weighted({ advice: 40, wait: 25, work: 18, memo: 10, forgotten: 2, cancelled: 5 });
    if (how === 'wait') this.#wait(vendor, request, cycle);
    else if (how === 'work') this.#work(vendor, request, cycle);
    else if (how === 'memo') this.#memo(vendor, request, cycle);
    else if (how === 'cancelled') this.#soon(30, 3_000, vendor, request, 'cancel', { reason: '已自行解决' });
    else if (how === 'advice') this.#resolve(vendor, request, cycle, 20, 2_500);
  }

  /** R10: the customer answers after days, or never. */
  #wait(vendor: Vendor, request: Registered, cycle: number): void {
    const { dice, service } = this.simulation;
    const kind = dice.weighted({ information: 6, access: 3, backup: 1 });
    const days = dice.happens(0.2) ? dice.between(1, 9) : null;
    const body = () => ({
      kind,
      text: '请答复',
      ...(days !== null && { until: this.#instant(service.now + days * dayMs) }),
    });
    this.#soon(5, 600, vendor, request, 'wait', body, () => {
      if (dice.happens(0.1)) return;
      const go = (): void => this.#resolve(vendor, request, cycle, 30, 3_000);
      if (kind === 'backup' || dice.happens(0.3)) this.#later(1, 12, vendor, request, 'resume', { kind }, go);
      else {
        const answer = { direction: 'inbound', channel: 'email', text: '见附件' };
        this.#later(1, 12, vendor, request, 'interactions', answer, go);
      }
    });
  }

  /** R13: a backup first. */
  #work(vendor: Vendor, request: Registered, cycle: number): void {
    const { dice, service } = this.simulation;
    this.#plan(30, 900, async () => {
      const takenAt = this.#instant(service.now - dice.hours(1, 3));
      const backup = { confirmedBy: '王芳', takenAt, location: '备份服务器', disclaimerAccepted: true };
      if ((await this.#act(vendor, request, 'backup', backup)) === null) return;
      this.#plan(5, 200, async () => {
        if ((await this.#act(vendor, request, 'work', { mode: 'remote', by })) === null) return;
        this.#resolve(vendor, request, cycle, 20, 900);
      });
    });
  }

  /** R15: written, confirmed by both sides, at times written again. */
  #memo(vendor: Vendor, request: Registered, cycle: number): void {
    const { dice, service } = this.simulation;
    const write = (again: boolean): void =>
      this.#plan(30, 900, async () => {
        const plannedOn = daysAfter(dayOf(service.now), dice.between(0, 25));
        const memo = { text: '报表慢', solution: '下一补丁', plannedOn };
        const written = await this.#act(vendor, request, 'memo', memo);
        if (written === null) return;
        const { sha256 } = written.memo as { sha256: string };
        const confirm = (side: string, person: string) =>
          this.#act(vendor, request, 'memo/confirm', { side, person, sha256 });
        this.#plan(5, 600, async () => {
          await confirm('vendor', '李强');
          this.#plan(5, 2_000, async () => {
            await confirm('customer', '王芳');
            if (again) write(false);
            else this.#resolve(vendor, request, cycle, 500, 30_000);
          });
        });
      });
    write(dice.happens(0.25));
  }

  /** R16. */
  #visit(vendor: Vendor, request: Registered, visitId: string): void {
    const { dice, service, calendar } = this.simulation;
    const act = (name: string, body: object) => this.#act(vendor, request, `visits/${visitId}/${name}`, body);
    const resolve = (): void => this.#resolve(vendor, request, 1, 30, 900);
    const quote = { fee: { amount: '2000.00', currency: 'CNY' }, travel: { basis: 'actual' } };
    this.#plan(5, 400, async () => {
      if ((await act('quote', quote)) === null) return;
      this.#plan(20, 3_000, async () => {
        const answer = dice.weighted({ accept: 80, refuse: 12, cancel: 8 });
        if (answer === 'refuse') await act('refuse', { refusedBy: '王芳' });
        else if (answer === 'cancel') await act('cancel', { agreedBy: '王芳', reason: '客户改期' });
        if (answer !== 'accept') return resolve();
        await act('accept', { acceptedBy: '王芳' });
        const startsAt = dice.daysLater(calendar, service.now, 0, 6);
        await act('schedule', { startsAt: this.#instant(startsAt), engineer: by, customerWish: dice.happens(0.3) });
        this.simulation.agenda.plan(startsAt, async () => {
          if (dice.happens(0.05)) {
            await act('cancel', { agreedBy: '王芳', reason: '客户改期' });
            return resolve();
          }
          await act('arrive', { by });
          if (dice.happens(0.05)) await act('refuse-entry', { by, reason: '无人接待' });
          else await act('finish', { by, signedBy: '王芳', minutes: 90 });
          resolve();
        });
      });
    });
  }

  /** R11, R12: accepted, accepted by silence, or reopened. */
  #resolve(vendor: Vendor, request: Registered, cycle: number, from: number, to: number): void {
    const { dice } = this.simulation;
    this.#soon(from, to, vendor, request, 'resolve', { resolution: '重建索引', by }, () => {
      const answer = dice.weighted({
        silence: 50,
        close: 36,
        reopen: cycle === 1 ? 10 : 0,
        'late-reopen': cycle === 1 ? 4 : 0,
      });
      if (answer === 'close') this.#soon(60, 6_000, vendor, request, 'close', { confirmedBy: '王芳' });
      else if (answer !== 'silence') {
        const [soonest, latest] = answer === 'reopen' ? [0, 4] : [9, 13];
        const again = (): void => this.#respond(vendor, request, 2);
        this.#later(soonest, latest, vendor, request, 'reopen', { reason: '问题再次出现' }, again);
      }
    });
  }

  /** S22: what becomes of the mail of a survey. */
  onMail({ text, headers }: Mail): void {
    const { agenda, dice, service, calendar } = this.simulation;
    const token = /\/surveys\/([\w.~-]+)/.exec(text)?.[1];
    if (token === undefined) return;
    const link = /\/unsubscribe\/[\w.~-]+/.exec(headers['List-Unsubscribe'] ?? '')?.[0];
    if (dice.happens(0.02) && link !== undefined)
      return agenda.plan(service.now + dice.hours(1, 40), () => service.follow(link, {}).then(() => undefined));
    if (!dice.happens(0.35)) return;
    const score = Number(dice.weighted({ 1: 6, 2: 9, 3: 15, 4: 35, 5: 35 }));
    agenda.plan(service.now + dice.hours(1, 13 * 24), async () => {
      const answer = await service.follow(`/surveys/${token}`, { score });
      if (answer === null || score > 2 || dice.happens(0.3)) return;
      const { vendor, request } = this.#byNo.get(answer.requestNo as string)!;
      const body = { action: '已更换补丁', text: '抱歉让您久等', by };
      agenda.plan(dice.inHours(calendar, service.now, dice.between(60, 4_000)), async () => {
        await this.#act(vendor, request, 'follow-up/reply', body);
      });
    });
  }

  #instant(at = this.simulation.service.now): string {
    return new Date(at).toISOString();
  }

  #plan(from: number, to: number, act: () => Promise<void>): void {
    const { agenda, dice, service, calendar } = this.simulation;
    agenda.plan(dice.inHours(calendar, service.now, dice.between(from, to)), act);
  }

  #act(vendor: Vendor, { id }: Registered, path: string, body: object) {
    return this.simulation.service.attempt(vendor, `/requests/${id}/${path}`, body);
  }

  /** So many minutes later in hours, with what is true then; where it is not refused, what follows. */
  #soon(
    from: number,
    to: number,
    vendor: Vendor,
    request: Registered,
    path: string,
    body: object | (() => object),
    then: () => void = () => undefined,
  ): void {
    this.#plan(from, to, async () => {
      const now = typeof body === 'function' ? body() : body;
      if ((await this.#act(vendor, request, path, now)) !== null) then();
    });
  }

  /** The same in days. */
  #later(
    from: number,
    to: number,
    ...rest: [Vendor, Registered, string, object | (() => object), (() => void)?]
  ): void {
    this.#soon(from * 24 * 60, to * 24 * 60, ...rest);
  }
}
