import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../domain/kernel/decider.js';
import type { Owner } from '../../../domain/reservation/reservation.js';
import type { EventStore } from '../../../src/platform/events/event-store.js';
import { type Claim, normalized, Reservations } from '../../../src/platform/ledger/reservations.js';
import { Stale } from '../../../src/platform/ledger/outcome.js';
import { adding, guestList, now, openLedgers, post, storeWith } from '../../support/guest-list.js';

let open: Awaited<ReturnType<typeof openLedgers>>;
let here: ReturnType<typeof processOver>;
beforeAll(async () => {
  open = await openLedgers();
  here = processOver(open.store);
});
afterAll(() => open.close());

/** A process of its own over a store: what it queues and keeps, no other process sees. */
const processOver = (store: EventStore) => {
  const ledger = open.ledgerOver(store);
  const reservations = new Reservations(ledger, store, now);
  const write = (id: string, number: string, key = id) => ledger.handle(adding(id, { add: [id], number }, post(key)));
  const buy = (
    id: string,
    number: string,
    key = id,
    claims: readonly Claim[] = [contractNo(number)],
    work: () => Promise<unknown> = () => write(id, number, key),
  ) => reservations.claiming<unknown>('seeyon', claims, ownerOf(id), post(key), work);
  return { ledger, reservations, write, buy };
};
const ownerOf = (id: string): Owner => ({ ownerId: id, ownerStream: `seeyon.list-${id}` });
const contractNo = (value: string): Claim => ({ kind: 'contract-no', value });
const holder = (number: string) => here.reservations.holder('seeyon', contractNo(number));
const numbersOf = async (id: string) => (await here.ledger.load('seeyon', 'list', id, guestList)).state.numbers;
const typesOf = async (stream: string) => (await open.store.readStream(stream)).map(({ type }) => type);

const release = (number: string, id: string, borne = async () => false) =>
  here.reservations.release('seeyon', contractNo(number), id, post(), borne);

const crash = new Error('the process died');
const later = () => new Refusal('not-yet', 'C1');

describe('C1: a number has one owner', () => {
  it('C1: the second claimant is refused with the name of the owner, in whatever spelling', async () => {
    await here.buy('first', 'XS-2025-0311');
    for (const [index, spelling] of [
      'XS-2025-0311',
      ' xs-2025-0311 ',
      'ＸＳ－2025－0311',
      '\txs-2025-0311\n',
    ].entries()) {
      expect(await here.buy(`second-${index}`, spelling)).toEqual(
        new Refusal('number-held', 'C1', { value: spelling, ownerId: 'first' }),
      );
      expect(await holder(spelling)).toBe('first');
      expect(await open.store.readStream(`seeyon.list-second-${index}`)).toEqual([]);
    }
    expect(normalized(' ｘs-1')).toBe('XS-1');
  });

  it('C1: one value of another kind or of another vendor is another number', async () => {
    await here.buy('kinds', 'N-1');
    expect(await here.reservations.holder('seeyon', { kind: 'licence-no', value: 'N-1' })).toBeNull();
    expect(await here.reservations.holder('huaruan', contractNo('N-1'))).toBeNull();
    expect(
      await here.reservations.claiming(
        'huaruan',
        [contractNo('N-1')],
        { ownerId: 'theirs', ownerStream: 'huaruan.list-theirs' },
        post('k'),
        async () => 'bought',
      ),
    ).toBe('bought');
  });

  it('C1: what is refused gives all its numbers back, and so does one number that is taken', async () => {
    expect(
      await here.buy('refused', 'R-1', 'k', [contractNo('R-1'), { kind: 'licence-no', value: 'L-1' }], async () =>
        later(),
      ),
    ).toEqual(later());
    expect(await holder('R-1')).toBeNull();
    await here.buy('holds', 'R-2');
    expect(
      await here.buy('half', 'R-2', 'k', [
        { kind: 'licence-no', value: 'L-1' },
        contractNo('R-2'),
        { kind: 'customer-code', value: 'C-1' },
      ]),
    ).toBeInstanceOf(Refusal);
    expect(await here.reservations.holder('seeyon', { kind: 'licence-no', value: 'L-1' })).toBeNull();
    expect(await here.reservations.holder('seeyon', { kind: 'customer-code', value: 'C-1' })).toBeNull();
  });

  it("C1: a refusal gives back nothing that was the owner's before", async () => {
    await here.buy('kept', 'K-1');
    await here.buy('kept', 'K-1', 'correction', [contractNo('K-1')], async () => later());
    expect(await holder('K-1')).toBe('kept');
  });

  it('C11: a stale revision gives the new number back', async () => {
    await here.buy('stale', 'S-1');
    await expect(
      here.buy('stale', 'S-2', 'correction', [contractNo('S-2')], () => Promise.reject(new Stale(0, 4))),
    ).rejects.toThrow(Stale);
    expect(await holder('S-2')).toBeNull();
  });

  it('C9: a corrected number is free for others, and C11: the old purchase sent again has its first answer', async () => {
    const first = await here.buy('corrected', 'O-1', 'k1');
    await here.buy('corrected', 'O-2', 'k2', [contractNo('O-2')], () =>
      here.ledger.handle(adding('corrected', { add: ['again'], number: 'O-2' }, post('k2'))),
    );
    await release('O-1', 'corrected');
    expect(await here.buy('next', 'O-1')).not.toBeInstanceOf(Refusal);

    expect(await here.buy('corrected', 'O-1', 'k1')).toEqual({
      ...(first as object),
      replayed: true,
      token: expect.any(String),
    });
    expect(await holder('O-1')).toBe('next');
    await release('O-1', 'corrected');
    expect(await holder('O-1')).toBe('next');
  });

  it(
    'C9: a number that the owner bears again, or that ' + 'another attempt claims meanwhile, is not given back',
    async () => {
      await here.buy('again', 'B-1');
      await release('B-1', 'again', async () => true);
      expect(await holder('B-1')).toBe('again');
      const other = processOver(open.store);
      await release('B-1', 'again', async () => {
        await other.buy('again', 'B-1', 'back', [contractNo('B-1')], async () => 'corrected back');
        return false;
      });
      expect(await holder('B-1')).toBe('again');
      await release('B-1', 'again');
      expect(await holder('B-1')).toBeNull();
    },
  );

  it('C1: of many who claim one number at once in one process, one gets it and nobody is abandoned', async () => {
    const buyers = Array.from({ length: 12 }, (_, index) => `crowd-${index}`);
    const answers = await Promise.all(buyers.map((id) => here.buy(id, 'CROWD')));
    expect(answers.filter((answer) => !(answer instanceof Refusal))).toHaveLength(1);
    expect(await holder('CROWD')).toBe('crowd-0');
    for (const id of buyers.slice(1)) expect(await open.store.readStream(`seeyon.list-${id}`)).toEqual([]);
  });

  it('C1: crossing claims of the same numbers end', async () => {
    const [one, two] = [contractNo('X-1'), { kind: 'licence-no', value: 'X-1' } as const];
    const answers = await Promise.all([
      here.buy('cross-a', 'X-1', 'a', [one, two, one]),
      here.buy('cross-b', 'X-1', 'b', [two, one, two]),
    ]);
    expect(answers.filter((answer) => answer instanceof Refusal)).toHaveLength(1);
  });
});

describe('C1: between the reservation and its owner', () => {
  const dieBeforeOwner = (id: string, number: string) =>
    expect(here.buy(id, number, id, [contractNo(number)], () => Promise.reject(crash))).rejects.toBe(crash);

  it('C1: after a crash the retry of the same owner completes the claim', async () => {
    await dieBeforeOwner('retried', 'D-1');
    expect(await holder('D-1')).toBe('retried');
    expect(await here.buy('retried', 'D-1')).not.toBeInstanceOf(Refusal);
    expect(await numbersOf('retried')).toEqual(['D-1']);
    expect(await here.buy('other', 'D-1')).toBeInstanceOf(Refusal);
  });

  it('C1: after a crash another claimant takes over, and the late owner fails', async () => {
    await dieBeforeOwner('late', 'D-2');
    expect(await here.buy('heir', 'D-2')).not.toBeInstanceOf(Refusal);
    expect(await typesOf('seeyon.list-late')).toEqual(['Abandoned']);
    expect(await here.write('late', 'D-2')).toEqual(new Refusal('list-closed', 'T1'));
    expect(await here.buy('late', 'D-2')).toBeInstanceOf(Refusal);
    expect(await holder('D-2')).toBe('heir');
  });

  it('C1: the owner that is written before it is abandoned keeps the number', async () => {
    const other = processOver(
      storeWith(open.store, {
        append: async (stream, expected, events) => {
          if (events[0]!.type === 'Abandoned') await here.write('in-time', 'D-3');
          return open.store.append(stream, expected, events);
        },
      }),
    );
    await dieBeforeOwner('in-time', 'D-3');
    expect(await other.buy('too-late', 'D-3')).toEqual(
      new Refusal('number-held', 'C1', { value: 'D-3', ownerId: 'in-time' }),
    );
    expect(await typesOf('seeyon.list-in-time')).toEqual(['GuestAdded']);
    expect(await holder('D-3')).toBe('in-time');
  });

  it('C1: the owner that is abandoned before it is written fails in the middle of its own command', async () => {
    const other = processOver(open.store);
    const slow = here.buy('slow', 'D-4', 'slow', [contractNo('D-4')], async () => {
      expect(await other.buy('quick', 'D-4')).not.toBeInstanceOf(Refusal);
      return here.write('slow', 'D-4');
    });
    expect(await slow).toBeInstanceOf(Refusal);
    expect(await numbersOf('slow')).toEqual([]);
    expect(await holder('D-4')).toBe('quick');
  });

  it('C1: an attempt that is refused does not take the number from another attempt of the same owner', async () => {
    const other = processOver(open.store);
    const refused = here.buy('twice', 'D-5', 'k1', [contractNo('D-5')], async () => {
      await other.buy('twice', 'D-5', 'k2');
      return later();
    });
    expect(await refused).toEqual(later());
    expect(await numbersOf('twice')).toEqual(['D-5']);
    expect(await holder('D-5')).toBe('twice');
  });

  it('C1: an owner never abandons itself, though another attempt of its own was faster', async () => {
    await dieBeforeOwner('gone', 'D-6');
    let reads = 0;
    const slower = processOver(
      storeWith(open.store, {
        readStream: async (stream, from) => {
          // Its first look met the one that is gone; before the second, the same owner's other attempt took over and
          // died.
          if (stream.includes('reservation') && (reads += 1) === 2) await dieBeforeOwner('self', 'D-6');
          return open.store.readStream(stream, from);
        },
      }),
    );
    expect(await slower.buy('self', 'D-6')).not.toBeInstanceOf(Refusal);
    expect(reads).toBeGreaterThan(2);
    expect(await typesOf('seeyon.list-self')).toEqual(['GuestAdded']);
    expect(await holder('D-6')).toBe('self');
  });
});
