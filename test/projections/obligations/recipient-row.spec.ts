import { expect, it } from '@jest/globals';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { ObligationEvent } from '../../../domain/obligation/obligation.events.js';
import { obligations } from '../../../projections/obligations/obligations.js';
import type { RecipientRow } from '../../../projections/obligations/obligations.row.js';

type Data = Extract<ObligationEvent, { type: 'MailFailed' }>['data'];

let minute = 0;
const event = (type: 'MailAccepted' | 'MailFailed', obligationId: string, more: Partial<Data> = {}) =>
  ({
    type,
    vendor: 'seeyon',
    stream: `seeyon.obligation-${obligationId}`,
    data: {
      obligationId,
      contractId: null,
      termId: null,
      recipientKey: 'per_a',
      code: '5.1.1',
      againAt: null,
      ...more,
    },
    meta: { recordedAt: new Date(Date.UTC(2026, 0, 5, 1, (minute += 1))).toISOString() },
  }) as unknown as Recorded<ObligationEvent>;
const accepted = (id: string) => event('MailAccepted', id);
const failed = (id: string, more?: Partial<Data>) => event('MailFailed', id, more);

const mailsAfter = (...events: readonly Recorded<ObligationEvent>[]): readonly string[] => {
  let row: RecipientRow | undefined;
  for (const each of events)
    if (obligations.rows(each).includes('per_a')) row = obligations.apply(each, row, 'per_a').row as RecipientRow;
  return (row?.mails ?? []).map(({ obligationId, state }) => `${obligationId} ${state}`);
};

it('M4: has the mails of a recipient in the order in which they were answered for good, whatever they were about', () => {
  expect(mailsAfter(accepted('b'), failed('a'))).toEqual(['b accepted', 'a failed']);
  // A later attempt of one obligation is its answer.
  expect(mailsAfter(failed('a'), failed('b'), accepted('a'))).toEqual(['b failed', 'a accepted']);
});

it('M4: a mail that comes back keeps its place', () => {
  const returned = failed('a', { bounced: true });
  expect(mailsAfter(accepted('a'), accepted('b'), returned)).toEqual(['a failed', 'b accepted']);
});

it('M4: what no server answered for good is not in it', () => {
  const againAt = '2026-01-05T02:00:00.000Z';
  expect(mailsAfter(failed('a', { againAt }), failed('b', { code: 'removed' }))).toEqual([]);
  expect(obligations.rows(failed('c', { recipientKey: 'desk' }))).toEqual(['c']);
});

it('keeps the latest twenty', () => {
  const ids = Array.from({ length: 25 }, (_, index) => `o${index}`);
  expect(mailsAfter(...ids.map(accepted))).toEqual(ids.slice(5).map((id) => `${id} accepted`));
});
