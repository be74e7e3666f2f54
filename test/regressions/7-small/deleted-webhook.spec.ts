import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DeliveryStore } from '../../../src/webhooks/delivery-store.js';
import { startApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

/** The process ended between the end of a subscription and the forgetting of its rows in `webhooks.db`. */
describe('a webhook that was deleted', () => {
  it('leaves nothing behind after the next start, and others keep what is theirs', async () => {
    const home = freshFolder();
    const first = await startApp({ home });
    const client = new ApiClient(first, 'seeyon');
    const subscribed = () => client.post('/webhooks', { url: 'https://8.8.8.8/', types: ['ContractPurchased'] });
    const [ended, stored] = [await subscribed(), await subscribed()];
    const store = first.app.get(DeliveryStore, { strict: false });
    for (const { id } of [ended, stored]) {
      const pending = {
        webhookId: id,
        position: 1,
        stream: 'seeyon.x-1',
        attempts: 1,
        dueAt: 1,
        fault: 'answered 500',
      };
      store.moveTo(id, 1);
      store.schedule(pending);
      store.note({ webhookId: id, position: 1, at: 1, outcome: 'failed', status: 500, fault: 'answered 500' });
    }
    store.remove = () => {
      throw new Error('the process ended here');
    };
    const answer = await first.http
      .delete(`/api/v1/webhooks/${ended.id}`)
      .set('authorization', `Bearer ${first.keys.admin}`);
    expect(answer.status).toBe(500);
    await first.close();

    await (await startApp({ home })).close();
    const db = new Database(join(home, 'webhooks.db'), { readonly: true });
    const left = ['cursors', 'waiting', 'deliveries'].map((table) =>
      db.prepare(`SELECT DISTINCT webhookId FROM ${table}`).pluck().all(),
    );
    db.close();
    expect(left).toEqual([[stored.id], [stored.id], [stored.id]]);
  });
});
