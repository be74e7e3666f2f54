import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { reservation, type ReservationCommand } from '../../../domain/reservation/reservation.js';
import type { ReservationEvent } from '../../../domain/reservation/reservation.events.js';
import type { EventStore } from '../../../src/platform/events/event-store.js';
import { Reservations } from '../../../src/platform/ledger/reservations.js';
import { adding, type GuestCommand, guestList, now, openLedgers, post, storeWith } from '../../support/guest-list.js';
import { StrictEvents } from '../../support/strict/strict-events.js';
import { StrictLedger } from '../../support/strict/strict-ledger.js';

let open: Awaited<ReturnType<typeof openLedgers>>;
beforeAll(async () => {
  open = await openLedgers();
});
afterAll(() => open.close());

const number = { kind: 'contract-no', value: 'N' } as const;
const ownerOf = (id: string) => ({ ownerId: id, ownerStream: `seeyon.list-${id}` });

/** One attempt of one process: for whom, whether the owner's command is refused, and after how many calls it dies. */
const attempt = fc.record({
  owner: fc.constantFrom('a', 'b', 'c'),
  key: fc.constantFrom('k1', 'k2'),
  refused: fc.boolean(),
  diesAfter: fc.option(fc.nat({ max: 12 }), { nil: Infinity }),
  answerLost: fc.boolean(),
});

describe('C1: whatever the order of calls, refusals and crashes', () => {
  it(
    'C1: a number never has two living owners, its living ' + 'owner holds it, and it can be had where nobody lives',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(attempt, { minLength: 2, maxLength: 5 }),
          async (scheduler, attempts) => {
            const store = new StrictEvents(new StrictLedger());
            const claim = (over: EventStore, owner: string, key: string, work?: () => Promise<Refusal>) => {
              const ledger = open.ledgerOver(over);
              const command: GuestCommand = { add: [owner], number: number.value };
              return new Reservations(ledger, over, now).claiming<unknown>(
                'seeyon',
                [number],
                ownerOf(owner),
                post(key),
                work ?? (() => ledger.handle(adding(owner, command, post(key)))),
              );
            };

            const running = attempts.map(({ owner, key, refused, diesAfter, answerLost }) => {
              let calls = 0;
              const mortal =
                <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
                async (...args: A): Promise<T> => {
                  calls += 1;
                  if (calls > diesAfter && !(answerLost && calls === diesAfter + 1)) throw new Error('died');
                  const answer = await scheduler.schedule(Promise.resolve()).then(() => call(...args));
                  if (calls > diesAfter) throw new Error('died');
                  return answer;
                };
              const process = storeWith(store, {
                append: mortal(store.append.bind(store)),
                readStream: mortal(store.readStream.bind(store)),
              });
              return claim(process, owner, key, refused ? async () => new Refusal('not-yet', 'C1') : undefined).catch(
                (error: Error) => {
                  if (error.message !== 'died') throw error;
                  return undefined;
                },
              );
            });
            await scheduler.waitFor(Promise.all(running));

            const ledger = open.ledgerOver(store);
            const fixture: string[] = [];
            for (const owner of ['a', 'b', 'c']) {
              if ((await ledger.load('seeyon', 'list', owner, guestList)).state.numbers.length > 0) fixture.push(owner);
            }
            expect(fixture.length).toBeLessThanOrEqual(1);
            if (fixture.length === 1)
              expect(await new Reservations(ledger, store, now).holder('seeyon', number)).toBe(fixture[0]);

            const newcomer = await claim(store, 'newcomer', 'k');
            expect(newcomer instanceof Refusal).toBe(fixture.length === 1);
          },
        ),
        { numRuns: 500 },
      );
    },
  );
});

const claimOf = (ownerId: string) => ({ claim: 'contract-no', value: 'N', ...ownerOf(ownerId) }) as const;
const owners = fc.constantFrom('a', 'b', 'c');
const command: fc.Arbitrary<ReservationCommand> = fc.oneof(
  owners.map((id): ReservationCommand => ({ kind: 'reserve', ...claimOf(id) })),
  owners.map((id): ReservationCommand => ({ kind: 'renew', ...claimOf(id) })),
  fc.tuple(owners, owners).map(([id, from]): ReservationCommand => ({ kind: 'take-over', from, ...claimOf(id) })),
  owners.map((ownerId): ReservationCommand => ({ kind: 'release', ownerId })),
);

describe('the reservation', () => {
  it('C1: a held number changes hands only from the named holder, and only its holder frees it', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let history: readonly ReservationEvent[] = [];
        for (const each of commands) {
          const before = fold(reservation, history);
          const decided = reservation.decide(each, before);
          if (decided instanceof Refusal) {
            expect(before).toMatchObject({ status: 'held', ownerId: decided.facts.ownerId });
            expect(decided.facts.ownerId).not.toBe(each.ownerId);
            continue;
          }
          history = [...history, ...decided];
          const after = fold(reservation, history);
          const was = before.status === 'held' ? before.ownerId : null;
          const is = after.status === 'held' ? after.ownerId : null;
          if (was !== is && was !== null)
            expect([
              ['release', each.ownerId],
              ['take-over', each.kind === 'take-over' ? each.from : ''],
            ]).toContainEqual([each.kind, was]);
          if (each.kind === 'reserve' || each.kind === 'take-over') expect(is).toBe(each.ownerId);
          if (each.kind !== 'renew') expect(reservation.decide(each, after)).toEqual([]);
        }
      }),
    );
  });

  it('C1: taking over records both that the number was freed and who holds it now', () => {
    const held = fold(
      reservation,
      reservation.decide({ kind: 'reserve', ...claimOf('a') }, reservation.initial) as readonly ReservationEvent[],
    );
    expect(reservation.decide({ kind: 'take-over', from: 'a', ...claimOf('b') }, held)).toEqual([
      { type: 'Released', data: { ownerId: 'a' } },
      { type: 'Reserved', data: { kind: 'contract-no', value: 'N', ownerStream: 'seeyon.list-b', ownerId: 'b' } },
    ]);
  });
});
