import { ApiClient } from './api-client.js';
import type { TestApp } from './app.js';

/** Contract K of the worked answers 3 to 6 (docs/rules.md section 11), recorded when each fact became known. */
export interface ContractK {
  readonly customerId: string;
  readonly contractId: string;
  readonly terms: readonly { readonly termId: string }[];
  /** Of the purchase, the renewal and the correction. */
  readonly positions: readonly [number, number, number];
}

/** The application must begin before 2025-03-01 in Shanghai has passed. */
export const recordContractK = async (app: TestApp, no = 'XS-2025-0311'): Promise<ContractK> => {
  const client = new ApiClient(app, 'seeyon');
  const head = async () => (await app.stores.ordinals.head()).position;
  app.clock.set('2025-03-01T02:00:00.000Z');
  const customer = await client.post('/customers', {
    code: `KH-${no}`,
    name: 'Haidong Ltd',
    level: 'key',
    region: 'city',
    customerManager: 'Li Lei',
    contacts: [{ name: 'Han Mei', phone: '13800000000', role: 'it' }],
  });
  const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [] };
  const body = { customerId: customer.id, contractNo: no, licenceNo: `L-${no}`, purchasedOn: '2025-03-01', product };
  const bought = await client.post('/contracts', body);
  const purchase = await head();
  app.clock.set('2026-04-10T02:00:00.000Z');
  const renewed = await client.post(`/contracts/${bought.id}/renewals`, { signedOn: '2026-04-10', period: 'P1Y' });
  const renewal = await head();
  app.clock.set('2026-06-01T02:00:00.000Z');
  const { termId } = renewed.terms[1];
  await client.post(`/contracts/${bought.id}/corrections`, {
    reason: 'signed in March',
    terms: [{ termId, firstDay: '2026-03-02' }],
  });
  return {
    customerId: customer.id,
    contractId: bought.id,
    terms: renewed.terms,
    positions: [purchase, renewal, await head()],
  };
};
