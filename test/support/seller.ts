import { expect } from '@jest/globals';
import { type Reply, serve, type Serving } from './serve.js';

export const codeOf = ({ status, text }: Reply) => [status, (JSON.parse(text) as { code?: string }).code];
export const stopped = [503, 'store-stopped'];
export const idOf = ({ text }: Reply): string => (JSON.parse(text) as { id: string }).id;

/** A seller with one customer, and the replies that were acknowledged. */
export class Seller {
  readonly acknowledged = new Map<string, Reply>();
  customerId = '';
  knownPosition = 0;

  async register(server: Serving): Promise<void> {
    this.customerId = idOf(
      await server.call(
        'POST',
        '/customers',
        { code: 'KH1', name: '甲方', level: 'key', region: 'city', contacts: [{ name: '王芳' }] },
        'customer',
      ),
    );
  }

  async buy(server: Serving, no: string): Promise<Reply> {
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const reply = await server.call(
      'POST',
      '/contracts',
      { customerId: this.customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn: '2025-03-01', product },
      `buy ${no}`,
    );
    if (reply.status === 201) this.acknowledged.set(no, reply);
    return reply;
  }

  /** As known when the first things were sold: the same bytes whatever follows (D7). */
  check(server: Serving): Promise<Reply> {
    return server.call(
      'GET',
      `/entitlements/check?customerId=${this.customerId}&service=maintenance&at=2025-06-01&` +
        `knownPosition=${this.knownPosition}`,
    );
  }

  /** Every acknowledged purchase answers as it did; what was refused while the disk failed is now recorded once. */
  async retryAll(server: Serving, refused: readonly string[]): Promise<void> {
    for (const [no, { status, text }] of this.acknowledged)
      expect([no, await this.buy(server, no)]).toEqual([no, { status, text, replayed: true }]);
    for (const no of refused) expect([no, (await this.buy(server, no)).status]).toEqual([no, 201]);
    const { items } = JSON.parse((await server.call('GET', '/contracts?limit=500')).text) as {
      items: { contractNo: string }[];
    };
    expect(items.map(({ contractNo }) => contractNo).sort()).toEqual([...this.acknowledged.keys()].sort());
  }
}

export const started = async (home: string): Promise<{ readonly server: Serving; readonly seller: Seller }> => {
  const server = await serve(home);
  const seller = new Seller();
  await seller.register(server);
  for (const no of ['A1', 'A2', 'A3']) expect((await seller.buy(server, no)).status).toBe(201);
  seller.knownPosition = (
    JSON.parse((await server.call('GET', `/entitlements/check?customerId=${seller.customerId}&service=care`)).text) as {
      knownPosition: number;
    }
  ).knownPosition;
  return { server, seller };
};

export const clean = { clean: true, events: [], views: [] };
