import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidToken, type Token } from '../../../../src/platform/events/event-store.js';
import { longestPosition, waitForViews } from '../../../../src/platform/http/conventions/positions.js';
import { ViewPositions } from '../../../../src/platform/http/conventions/view-positions.js';
import { Projector } from '../../../../src/platform/projector/projector.js';
import type { Projection } from '../../../../projections/projection.js';
import { FollowingReaders } from '../../../../src/platform/views/following-readers.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../../../support/strict/strict-ordinals.js';
import { type StrictViews, StrictViewServer } from '../../../support/strict/strict-views.js';
import { noted, tallies } from '../projector/counting.js';

describe('Ledger-Position over an engine whose tokens nobody can read', () => {
  let ledger: StrictLedger;
  let events: StrictEvents;
  let ordinals: StrictOrdinals;
  let views: StrictViews;
  let projector: Projector;
  let readers: FollowingReaders;
  let positions: ViewPositions;
  let count: number;

  beforeEach(async () => {
    ledger = new StrictLedger();
    events = new StrictEvents(ledger);
    ordinals = new StrictOrdinals(events, ledger, { delayMs: 3 });
    views = new StrictViewServer().open();
    const projections = [tallies()] as unknown as readonly Projection[];
    projector = new Projector(ordinals, views, projections);
    await projector.start();
    readers = new FollowingReaders(views, projections, {
      decisive: projections.map(({ name }) => name),
      head: async () => (await ordinals.head()).position,
    });
    await readers.untilReady();
    positions = new ViewPositions(readers, ordinals, false);
    count = 0;
  });
  afterEach(async () => {
    await readers.close();
    await projector.close();
    await ordinals.close();
    await events.close();
    await views.close();
  });

  const append = async (): Promise<Token> =>
    (await events.append(`seeyon.sample-${(count += 1)}`, -1, [noted('a', 1)])).token;
  const headers: Record<string, string> = {};
  const reply = {
    header: (name: string, value: string) => void (headers[name] = value),
  } as unknown as FastifyReply;
  const read = async (wanted?: string | string[]): Promise<string> => {
    const request = { headers: { ...(wanted !== undefined && { 'ledger-min-position': wanted }) } };
    await waitForViews(positions, request as unknown as FastifyRequest, reply);
    return headers['ledger-position']!;
  };

  it('is the token of what the views have, and a write is read once its token is reached', async () => {
    expect(await read()).toBe(await events.head());
    for (let round = 0; round < 5; round += 1) {
      const token = await append();
      expect(await read(token)).toBe(token);
      expect((await readers.view(tallies()).get('a'))?.count).toBe(round + 1);
    }
    const before = await events.readAll(null, 2);
    expect(await read(before[1]!.token)).toBe(await events.head());
  });

  it('is read without waiting while nothing is recorded', async () => {
    await read(await append());
    expect(typeof positions.token()).toBe('string');
  });

  it('is the end of what is numbered here where views of another process are ahead of it', async () => {
    const token = await append();
    await ordinals.positionOf(token, 2_000);
    const ahead = new ViewPositions({ position: () => 3, reached: async () => undefined }, ordinals, false);
    expect(await ahead.token()).toBe(token);
    const next = await append();
    await ordinals.positionOf(next, 2_000);
    expect(await ahead.token()).toBe(next);
  });

  it('is not reached in time where its event was never recorded, and then once it is', async () => {
    const longer = new StrictLedger();
    const ahead = new StrictEvents(longer);
    for (let stream = 0; stream < 3; stream += 1) await ahead.append(`seeyon.${stream}`, -1, [noted('a', 1)]);
    const token = await ahead.head();
    await append();
    expect(await positions.reached(token, 5)).toBe(false);
    const waiting = positions.reached(token, 2_000);
    await append();
    await append();
    expect(await waiting).toBe(true);
    await ahead.close();
  });

  it.each([
    ['a position', '3'],
    ['what only looks like a token', '9'.repeat(19)],
    ['blanks', '1000000000000004711 '],
    ['other alphabets', 'é'],
    ['nothing', ''],
    ['several', ['1', '2']],
    ['more characters than are read', '1'.repeat(longestPosition + 1)],
  ])('refuses %s', async (_, wanted) => {
    const refused = await read(wanted).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'header-invalid', facts: { header: 'Ledger-Min-Position' } });
  });

  it('leaves it to the engine what a token is', async () => {
    await expect(positions.reached('soon', 5)).rejects.toBeInstanceOf(InvalidToken);
  });
});
