import { resolve } from 'node:path';
import { expect } from '@jest/globals';
import type { ApiClient } from './api-client.js';

/** When contracts are recorded whose reminder of 30 days is due on the next morning: mails to three people each. */
export const recordedAt = '2026-03-03T02:00:00.000Z';
const dueOn = Date.parse('2026-03-04T00:00:00.000Z');
export const mailsEach = 3;
/** Customers that are recorded at the same time. */
const together = 10;

export const recordContracts = async (client: ApiClient, count: number): Promise<void> => {
  const contact = (code: string, name: string) => ({ name, email: `${name}.${code}@customer.example`, notify: true });
  const record = async (n: number): Promise<void> => {
    const code = `KH${n}`;
    const customer = await client.post('/customers', {
      code,
      name: `客户 ${code}`,
      level: 'standard',
      region: 'city',
      customerManager: { name: '李强', email: `manager.${code}@seeyon.example` },
      contacts: [contact(code, 'wang'), contact(code, 'zhao')],
    });
    await client.post('/contracts', {
      customerId: customer.id,
      contractNo: `XS-${n}`,
      licenceNo: `L-${n}`,
      purchasedOn: '2025-04-03',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
  };
  for (let first = 1; first <= count; first += together)
    await Promise.all(
      Array.from({ length: Math.min(together, count + 1 - first) }, (_, index) => record(first + index)),
    );
};

/**
 * Claims last ten minutes, but not longer than their process: whoever starts a minute later waits for no claim.
 * Hotline hours, on working days.
 */
const [minutesBetweenStarts, startsADay] = [1, 12];
const workingDays = [0, 1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21];

/** How node starts a process whose clock shows, at its n-th start, an instant of hotline hours after all was due. */
export const clockOfStart = (
  nth: number,
): { readonly options: readonly string[]; readonly env: { AHEAD_MS: string } } => {
  const day = workingDays[Math.floor(nth / startsADay)]!;
  const minutes = 70 + (nth % startsADay) * minutesBetweenStarts;
  const at = dueOn + day * 86_400_000 + minutes * 60_000;
  return {
    options: ['--import', resolve('test/support/distributed/clock-ahead.mjs')],
    env: { AHEAD_MS: String(at - Date.now()) },
  };
};

export interface ObligationEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: {
    readonly kind: string;
    readonly offset: number;
    readonly contractId: string | null;
    readonly messageId?: string;
    readonly recipients?: number;
  };
}
export const obligationTypes = [
  'MailAccepted',
  'MailFailed',
  'ObligationSent',
  'ObligationDone',
  'ObligationSuppressed',
  'ObligationSuperseded',
] as const;
const ends: readonly string[] = obligationTypes.slice(2);

export const messagesRecorded = (events: readonly ObligationEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ data }) => data.messageId ?? []));

export const sentContracts = (events: readonly ObligationEvent[]): readonly string[] =>
  events.flatMap(({ type, data }) => (type === 'ObligationSent' ? [data.contractId!] : []));

/**
 * O9, M3: each obligation has one end, each contract's reminder was sent to all three, and each acceptance is recorded
 * once under the Message-ID that the server accepted.
 */
export const expectEachEndedOnce = (
  events: readonly ObligationEvent[],
  counts: ReadonlyMap<string, number>,
  contracts: number,
): void => {
  const endings = events.filter(({ type }) => ends.includes(type));
  expect(endings.length).toBe(new Set(events.map(({ stream }) => stream)).size);
  expect(new Set(endings.map(({ stream }) => stream)).size).toBe(endings.length);
  const sent = events.filter(({ type }) => type === 'ObligationSent');
  expect(sent.map(({ data }) => [data.kind, data.offset, data.recipients])).toEqual(
    Array.from({ length: contracts }, () => ['renewal-reminder', -30, mailsEach]),
  );
  expect(new Set(sent.map(({ data }) => data.contractId)).size).toBe(contracts);
  expect(events.filter(({ type }) => type === 'MailFailed')).toEqual([]);
  const acceptances = events.filter(({ type }) => type === 'MailAccepted').map(({ data }) => data.messageId!);
  expect(acceptances.length).toBe(contracts * mailsEach);
  expect(acceptances.sort()).toEqual([...counts.keys()].sort());
};
