import { describe, expect, it } from '@jest/globals';
import { freshFolder } from '../support/folder.js';
import { faultSeed as seed, randomFrom, rounds } from '../support/random.js';
import { type Reply, serve, type Serving, verified } from '../support/serve.js';

const times = rounds(3);

interface Purchase {
  readonly no: string;
  /** Null until the server acknowledged it. */
  readonly acknowledged: Omit<Reply, 'replayed'> | null;
}

describe('kill -9 of the server under concurrent writes (C11)', () => {
  it(
    'keeps every acknowledged write once, and unacknowledged ones whole or not at all',
    async () => {
      const home = freshFolder();
      const random = randomFrom(seed);
      const recorded: Purchase[] = [];
      let customerId = '';
      const buy = async (server: Serving, no: string) => {
        const { status, text } = await server.call(
          'POST',
          '/contracts',
          {
            customerId,
            contractNo: no,
            licenceNo: `L-${no}`,
            purchasedOn: '2025-03-01',
            product: { series: 'EKP', name: 'EKP', version: '4.11' },
          },
          `buy ${no}`,
        );
        return { status, text };
      };

      for (let round = 0; round < times; round += 1) {
        const server = await serve(home);
        const customer = await server.call(
          'POST',
          '/customers',
          { code: 'KH1', name: '甲方', level: 'key', region: 'city' },
          'customer',
        );
        customerId = (JSON.parse(customer.text) as { id: string }).id;
        // What was sent before the last kill is sent again: acknowledged writes answer as they did, the others now
        // are recorded.
        for (const { no, acknowledged } of recorded.splice(0)) {
          const again = await buy(server, no);
          if (acknowledged !== null) expect([no, again]).toEqual([no, acknowledged]);
          expect([no, again.status]).toEqual([no, 201]);
          recorded.push({ no, acknowledged: again });
        }
        let stop = false;
        const writer = async (lane: number) => {
          for (let n = 0; !stop; n += 1) {
            const no = `XS-${seed}-${round}-${lane}-${n}`;
            const acknowledged = await buy(server, no).catch(() => null);
            recorded.push({ no, acknowledged });
            if (acknowledged === null) return;
          }
        };
        const writers = Array.from({ length: 16 }, (_, lane) => writer(lane));
        await new Promise((resolve) => setTimeout(resolve, 250 + random() * 300));
        await server.stop('SIGKILL');
        stop = true;
        await Promise.all(writers);
      }

      const server = await serve(home);
      const listed: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { text } = await server.call('GET', `/contracts?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`);
        const page = JSON.parse(text) as { items: { contractNo: string }[]; nextCursor: string | null };
        listed.push(...page.items.map(({ contractNo }) => contractNo));
        cursor = page.nextCursor;
      }
      await server.stop();
      const acknowledged = recorded.filter((purchase) => purchase.acknowledged?.status === 201).map(({ no }) => no);
      expect(acknowledged.length).toBeGreaterThan(50);
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed).toEqual(expect.arrayContaining(acknowledged));
      expect(recorded.map(({ no }) => no)).toEqual(expect.arrayContaining(listed));

      expect([`seed ${seed}`, verified(home)]).toMatchObject([`seed ${seed}`, { clean: true, events: [], views: [] }]);
    },
    60_000 + times * 10_000,
  );
});
