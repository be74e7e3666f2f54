import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readConnectionUrl } from '../../../../src/platform/eventstoredb/connection-url.js';
import { EventStoreDbEventStore } from '../../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { StoreUnusable } from '../../../../src/platform/events/event-store.js';
import { authority, canCertify } from '../../../support/certificates.js';
import { quickLimits, startServer } from '../../../support/eventstoredb/fixture.js';
import { EventStoreServer } from '../../../support/eventstoredb/server.js';
import { sampleEvents } from '../../../support/sample-events.js';

const options = { clock: Date.now, limits: { ...quickLimits, readMs: 500 } };
const secret = 'geheim%2F%3A1';

describe('EVENTS_URL of EventStoreDB', () => {
  it.each([
    ['esdb://admin:changeit@host', { nodes: [{ address: 'host', port: 2113 }], discover: false, tls: {} }],
    ['esdb://host:1113?tls=false', { nodes: [{ address: 'host', port: 1113 }], tls: false }],
    ['esdb://u:p@a:1,b:2,c/?tls=true', { nodes: [1, 2, 2113].map((port, i) => ({ address: 'abc'[i]!, port })) }],
    ['esdb+discover://u:p@cluster.example', { nodes: [{ address: 'cluster.example', port: 2113 }], discover: true }],
    ['esdb://h?TLS=false&keep-alive-interval=20000', { tls: false, numbers: { keepAliveInterval: 20_000 } }],
    [`esdb://user:${secret}@h`, { credentials: { username: 'user', password: 'geheim/:1' } }],
  ])('%s', (url, settings) => {
    expect(readConnectionUrl(url)).toMatchObject(settings);
  });

  it.each([
    [`esdb://user:${secret}@`, 'must be esdb://'],
    [`kurrentdb://user:${secret}@host`, 'must be esdb://'],
    [`esdb://user:${secret}@host:99999`, 'port'],
    [`esdb://user:${secret}@host?tls=yes`, 'tls must be true or false'],
    [`esdb://user:${secret}@host?${secret}=1`, 'unknown option'],
    [`esdb://user:${secret}@host?tlsCAFile=/none/${secret}`, 'tlsCAFile cannot be read (ENOENT)'],
    [`esdb://user:${secret}@host?userKeyFile=/dev/null`, 'belong together'],
    [`esdb://user:${secret}@host?nodePreference=follower`, 'nodePreference must be leader'],
    [`esdb://user:${secret}@host?tlsVerifyCert=false`, 'tlsVerifyCert must be true'],
    [`esdb://user:${secret}%zz@host`, 'write % as %25'],
    [`esdb://user:${secret}@host?keepAliveTimeout=0`, 'keepAliveTimeout must be a whole number'],
    ['esdb://host', 'with TLS it needs user:password@'],
  ])('%s is refused, and neither it nor its password is repeated', (url, message) => {
    let refused: unknown;
    try {
      readConnectionUrl(url);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect((refused as Error).message).toContain(message);
    expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain('geheim');
  });

  it('has its password in no text that an object is printed as', () => {
    const settings = readConnectionUrl(`esdb://user:${secret}@host`);
    for (const text of [inspect(settings, { depth: 9 }), JSON.stringify(settings)])
      expect(text).not.toContain('geheim');
  });
});

describe('connecting to EventStoreDB', () => {
  const servers: EventStoreServer[] = [];
  const started = async (server: Promise<EventStoreServer>): Promise<EventStoreServer> => {
    servers.push(await server);
    return servers.at(-1)!;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.stop();
  });
  const refusedBy = async (url: string): Promise<Error> => {
    try {
      await (await EventStoreDbEventStore.open(url, options)).close();
    } catch (error) {
      return error as Error;
    }
    throw new Error('it was opened');
  };

  it('fails at the start where nobody answers, with the way out and without the URL', async () => {
    const refused = await refusedBy(`esdb://user:${secret}@127.0.0.1:1?tls=false`);
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect(refused.message).toContain('check its address');
    expect(inspect(refused, { depth: 9 })).not.toContain('geheim');
  });

  (canCertify() ? describe : describe.skip)('over TLS [needs openssl]', () => {
    const user = { name: 'ops', password: 'geheim/:1' };

    it('works with the certificate of the URL and its user, and sends no password elsewhere', async () => {
      const ca = authority();
      const server = await started(new EventStoreServer({ user, certificate: ca.issue('localhost') }).start());
      const file = encodeURIComponent(ca.file);
      const url = `esdb://ops:${secret}@localhost:${server.port}?tlsCAFile=${file}`;
      const store = await EventStoreDbEventStore.open(url, options);
      const { token } = await store.append('seeyon.a', -1, sampleEvents(1));
      const subscription = store.subscribe(
        null,
        () => undefined,
        () => undefined,
      );
      await subscription.reached(token);
      expect(inspect(store, { depth: 12 })).not.toContain('geheim');
      await store.close();
      expect(server.calls).not.toContain('BatchAppend');
    });

    it('refuses a certificate of an unknown authority, and a wrong password, at the start', async () => {
      const ca = authority();
      const server = await started(new EventStoreServer({ user, certificate: ca.issue('localhost') }).start());
      const unknown = await refusedBy(`esdb://ops:${secret}@localhost:${server.port}`);
      expect(unknown).toBeInstanceOf(StoreUnusable);
      const file = encodeURIComponent(ca.file);
      const wrong = await refusedBy(`esdb://ops:geheim2@localhost:${server.port}?tlsCAFile=${file}`);
      expect(wrong).toBeInstanceOf(StoreUnusable);
      expect(wrong.message).toContain('refuses the user of EVENTS_URL');
      expect(inspect([unknown, wrong], { depth: 9 })).not.toContain('geheim');
    });
  });

  it('asks a cluster for its leader', async () => {
    const leader = await started(startServer());
    const follower = await started(new EventStoreServer({ log: leader.log, leader }).start());
    const url = `esdb+discover://127.0.0.1:${follower.port}?tls=false`;
    const store = await EventStoreDbEventStore.open(url, options);
    expect(await store.append('seeyon.a', -1, sampleEvents(1))).toMatchObject({ revision: 0 });
    expect(leader.calls).toContain('Append');
    expect(follower.calls).toEqual(['Gossip']);
    await store.close();
  });

  it('goes on to the leader where it reached a follower, also after the leader has changed', async () => {
    const leader = await started(startServer());
    const follower = await started(new EventStoreServer({ log: leader.log, leader }).start());
    const store = await EventStoreDbEventStore.open(`esdb://127.0.0.1:${follower.port}?tls=false`, options);
    await store.append('seeyon.a', -1, sampleEvents(1));
    expect(follower.calls).toContain('Read');
    expect(follower.calls).not.toContain('Append');
    expect(leader.calls).toContain('Append');
    leader.stop();
    await expect(store.readStream('seeyon.a')).rejects.toThrow();
    await leader.start();
    expect(await store.append('seeyon.a', 0, sampleEvents(1))).toMatchObject({ revision: 1 });
    await store.close();
  });
});
