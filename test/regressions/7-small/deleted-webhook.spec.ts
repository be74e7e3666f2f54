import { describe, expect, it } from '@jest/globals';
import { Deliverer } from '../../../src/webhooks/deliverer.js';
import { delivery, DeliveryJobs, vendorReading } from '../../../src/webhooks/delivery-jobs.js';
import { startApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

/** The process ended between the end of a subscription and the removal of what was stored of its deliveries. */
describe('a webhook that was deleted', () => {
  it('leaves nothing behind after the next start, and others retain what is theirs', async () => {
    const home = freshFolder();
    const first = await startApp({ home });
    const client = new ApiClient(first, 'seeyon');
    const subscribed = () => client.post('/webhooks', { url: 'https://8.8.8.8/', types: ['ContractPurchased'] });
    const [ended, stored] = [await subscribed(), await subscribed()];
    const { jobs } = first.stores;
    const deliveries = first.app.get(DeliveryJobs, { strict: false });
    await jobs.remove('webhook-readings', 'vendor-seeyon');
    await jobs.add(vendorReading('seeyon', 0, { [ended.id]: 1, [stored.id]: 1 }));
    await jobs.add(delivery(ended.id, { vendor: 'seeyon', stream: 'seeyon.x-1', position: 1 }, 0));
    for (const { id } of [ended, stored]) {
      await jobs.bury(delivery(id, { vendor: 'seeyon', stream: 'seeyon.x-1', position: 2 }, 0), 10, 'answered 500');
      await deliveries.note(id, { position: 1, at: 1, outcome: 'failed', status: 500, fault: 'answered 500' });
    }
    jobs.removeGroup = () => Promise.reject(new Error('the process ended here'));
    const answer = await first.http
      .delete(`/api/v1/webhooks/${ended.id}`)
      .set('authorization', `Bearer ${first.keys.admin}`);
    expect(answer.status).toBe(500);
    await first.close();

    const second = await startApp({ home });
    const deliverer = second.app.get(Deliverer, { strict: false });
    await deliverer.start();
    await deliverer.idle();
    const left = second.app.get(DeliveryJobs, { strict: false });
    const of = async (webhookId: string) => [
      Object.keys(await left.cursors('seeyon')).includes(webhookId),
      (await left.counts({ webhookId })).dead,
      (await left.attempts(webhookId, 10)).length,
    ];
    expect([await of(ended.id), await of(stored.id)]).toEqual([
      [false, 0, 0],
      [true, 1, 1],
    ]);
    await second.close();
  });
});
