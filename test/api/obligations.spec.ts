import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import {
  edgeReminderCases,
  inUtc,
  type ReminderCase,
  reminderCases,
  sentLater,
} from '../fixtures/obligations/reminders.js';
import { caughtUp, startApp } from '../support/app.js';
import { csvOf, heading, recordOf } from '../support/imports.js';
import { DrivenApp } from '../support/obligations.js';

/** An import of one purchase, over HTTP. */
const importedContract = async ({ app, client }: DrivenApp, no: string, purchasedOn: string): Promise<string> => {
  const file = csvOf(heading, recordOf(no, { 购买日期: purchasedOn, 合同号: no }));
  const started = await app.http
    .post('/api/v1/imports')
    .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'seeyon' })
    .attach('file', Buffer.from(file), 'list.csv');
  expect(started.status).toBe(202);
  await app.app.get(ImportJobs, { strict: false }).idle();
  await caughtUp(app);
  const { items } = await client.get('/contracts', { q: no });
  return items[0].id;
};

/** Records a case as it becomes known, and answers which obligations are the case's. */
class Recording {
  contractId = '';
  customerId = '';

  constructor(
    private readonly driven: DrivenApp,
    readonly the: ReminderCase,
    private readonly no: string,
  ) {}

  steps(): readonly (readonly [string, () => Promise<void>])[] {
    const { the } = this;
    return [
      [inUtc(the.recordedAt), () => this.record()],
      ...(the.renewed === undefined ? [] : [[inUtc(the.renewed.recordedAt), () => this.renew()] as const]),
      ...(the.suspended === undefined ? [] : [[inUtc(the.suspended.recordedAt), () => this.suspend()] as const]),
      ...(the.transferred === undefined ? [] : [[inUtc(the.transferred.recordedAt), () => this.transfer()] as const]),
    ];
  }

  private async record(): Promise<void> {
    const { signedOn, imported } = this.the;
    if (imported === true) this.contractId = await importedContract(this.driven, this.no, signedOn);
    else {
      this.customerId = (await this.driven.customer(this.no)).id;
      this.contractId = (await this.driven.buy(this.customerId, this.no, signedOn)).id;
    }
  }

  private async renew(): Promise<void> {
    const body = { signedOn: this.the.renewed!.signedOn, period: 'P1M' };
    await this.driven.client.post(`/contracts/${this.contractId}/renewals`, body);
  }

  private async suspend(): Promise<void> {
    const body = { from: '2025-08-01', to: '2025-08-31', extend: true, reason: 'moved' };
    await this.driven.client.post(`/contracts/${this.contractId}/suspend`, body);
  }

  private async transfer(): Promise<void> {
    this.customerId = (await this.driven.customer(`${this.no}-B`)).id;
    const body = { toCustomerId: this.customerId, from: this.the.transferred!.from };
    await this.driven.client.post(`/contracts/${this.contractId}/transfer`, body);
  }

  async endings(): Promise<readonly (readonly unknown[])[]> {
    const all = await this.driven.obligations({ contractId: this.contractId });
    return all
      .filter(
        ({ lastDay, customerId }) =>
          lastDay === this.the.lastDay && (this.customerId === '' || customerId === this.customerId),
      )
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, dueAt, state, reason, sentAt, catchUp }) => [offset, dueAt, reason ?? state, sentAt, catchUp]);
  }
}

const expected = ({ what, endings }: ReminderCase) =>
  endings.map(([offset, due, end]) => {
    const isSent = end === 'sent' || end === 'caught-up';
    const sentAt = isSent ? inUtc(sentLater[what]?.[offset] ?? due) : null;
    const endsAs = isSent ? 'sent' : end === 'overtaken' ? 'superseded' : end;
    return [offset, inUtc(due), endsAs, sentAt, end === 'caught-up' || end === 'overtaken'];
  });

/** Records the cases in the order of time; the runner runs whenever something is due, or recorded. */
const live = async (driven: DrivenApp, recordings: readonly Recording[]): Promise<void> => {
  const steps = recordings.flatMap((recording) => recording.steps());
  const dues = recordings.flatMap(({ the }) =>
    expected(the).flatMap(([, due, , sentAt]) => [due, sentAt ?? due] as string[]),
  );
  const [down, up] = (recordings.map(({ the }) => the.down).find((each) => each !== undefined) ?? ['', '']).map((at) =>
    at === '' ? '' : inUtc(at),
  ) as [string, string];
  const instants = [...new Set([...steps.map(([at]) => at), ...dues, ...(up === '' ? [] : [up])])].sort();
  for (const instant of instants) {
    if (instant >= down && instant < up) continue;
    if (instant < driven.app.clock.now()) continue;
    driven.app.clock.set(instant);
    for (const [at, step] of steps) if (at === instant) await step();
    await driven.at(instant);
  }
};

describe('O1-O9: reminders and notices, from the recording to the end', () => {
  // Of the edges those over HTTP in which the order of the recording and the runner counts; the domain's tests have all.
  const atEdges = edgeReminderCases.filter(({ what }) =>
    /29 February|at the minute|evening|in the holidays/.test(what),
  );
  const cases = [...atEdges, ...reminderCases];
  const [last, others] = [cases.at(-1)!, cases.slice(0, -1)];
  let drivens: DrivenApp[] = [];
  const recordings = new Map<string, Recording>();
  beforeAll(async () => {
    const driven = await DrivenApp.over(await startApp({ now: '2024-10-08T02:00:00.000Z' }));
    const another = await DrivenApp.over(await startApp({ now: '2024-12-19T02:00:00.000Z' }));
    drivens = [driven, another];
    for (const [index, the] of others.entries())
      recordings.set(the.what, new Recording(driven, the, `CASE-${index + 1}`));
    await live(driven, [...recordings.values()]);
    const alone = new Recording(another, last, 'CASE-13');
    recordings.set(last.what, alone);
    await live(another, [alone]);
  }, 300_000);
  afterAll(() => Promise.all(drivens.map((driven) => driven.close())));

  it.each(cases.map((each) => [each.what, each] as const))('of a contract: %s', async (what, the) => {
    expect(await recordings.get(what)!.endings()).toEqual(expected(the));
  });

  it('O7: what was superseded names what took its place', async () => {
    const [{ contractId }] = [recordings.get(reminderCases[1]!.what)!];
    const all = await drivens[0]!.obligations({ contractId });
    const [seven, one] = [-7, -1].map((offset) => all.find((each) => each.offset === offset)!);
    expect([seven!.state, seven!.supersededBy]).toEqual(['superseded', one!.id]);
  });

  it('O4, O6: what the old owner was not sent before the transfer ends as transferred', async () => {
    const { contractId, customerId } = recordings.get('transferred on a Saturday')!;
    const old = (await drivens[0]!.obligations({ contractId })).filter((each) => each.customerId !== customerId);
    expect(
      old.map(({ offset, state, reason }) => [offset, reason ?? state]).sort((a, b) => Number(a[0]) - Number(b[0])),
    ).toEqual([
      [-90, 'sent'],
      [-60, 'sent'],
      [-30, 'transferred'],
      [-7, 'transferred'],
      [-1, 'transferred'],
      [1, 'transferred'],
      [30, 'transferred'],
    ]);
  });

  it('O1, M4: a mail to the contact and one to the manager, each accepted', async () => {
    const { contractId } = recordings.get('contract K')!;
    const sent = (await drivens[0]!.obligations({ contractId })).filter(({ state }) => state === 'sent');
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(['renewal-reminder', 'lapse-notice']));
    expect(sent.map(({ recipients }) => recipients.map(({ role, state }) => `${role} ${state}`).sort())).toEqual(
      sent.map(() => ['contact accepted', 'manager accepted']),
    );
  });

  it('O10: the whole list has each obligation once, in the order of nominal days, page by page', async () => {
    const driven = drivens[0]!;
    const whole = await driven.obligations({ limit: '500' });
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    expect(whole.map(({ nominalOn }) => nominalOn)).toEqual(whole.map(({ nominalOn }) => nominalOn).sort());
    expect((await driven.obligations({ limit: '7' })).map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    for (const state of ['sent', 'superseded', 'suppressed', 'planned', 'due'])
      expect((await driven.obligations({ state, limit: '9' })).map(({ id }) => id)).toEqual(
        whole.filter((each) => each.state === state).map(({ id }) => id),
      );
    expect((await driven.obligations({ kind: 'lapse-notice', limit: '9' })).map(({ id }) => id)).toEqual(
      whole.filter(({ kind }) => kind === 'lapse-notice').map(({ id }) => id),
    );
    const dueBefore = '2025-12-31T01:00:00.000Z';
    expect((await driven.obligations({ dueBefore, limit: '9' })).map(({ id }) => id)).toEqual(
      whole.filter(({ dueAt }) => dueAt < dueBefore).map(({ id }) => id),
    );
    const { customerId } = recordings.get('contract K')!;
    expect((await driven.obligations({ customerId })).map(({ id }) => id).sort()).toEqual(
      whole
        .filter((each) => each.customerId === customerId)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
