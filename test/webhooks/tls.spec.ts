import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { senderTo } from '../../src/webhooks/send.js';
import { Targets } from '../../src/webhooks/targets.js';
import { authority, type Authority, canCertify, type Certified } from '../support/certificates.js';
import { freshFolder } from '../support/folder.js';
import { serve, type Serving } from '../support/serve.js';

interface Receiver {
  readonly server: Server;
  readonly port: number;
  readonly got: { readonly headers: Record<string, string>; readonly body: string; readonly name: string }[];
}

const receiver = async (certified: Certified): Promise<Receiver> => {
  const got: Receiver['got'] = [];
  const server = createServer(certified, (request, reply) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => (body += chunk))
      .on('end', () => {
        got.push({
          headers: request.headers as Record<string, string>,
          body,
          name: String((request.socket as TLSSocket & { servername?: string | false }).servername),
        });
        reply.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, got };
};

const certified = canCertify() ? describe : describe.skip;

certified('webhooks over TLS [needs openssl]', () => {
  let trusted: Authority;
  let good: Receiver;
  let misnamed: Receiver;
  let untrusted: Receiver;
  let elsewhere: Receiver;
  const receivers = () => [good, misnamed, untrusted, elsewhere];

  beforeAll(async () => {
    trusted = authority();
    good = await receiver(trusted.issue('localhost'));
    misnamed = await receiver(trusted.issue('other.example.com'));
    untrusted = await receiver(authority().issue('localhost'));
    elsewhere = await receiver(trusted.issue('crm.example.com'));
  });
  afterAll(() => Promise.all(receivers().map(({ server }) => new Promise((resolve) => server.close(resolve)))));

  describe('of a server that runs', () => {
    let server: Serving;
    const questionOf = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const { status, text } = await server.call(method, path, body);
      expect([status < 300, text]).toEqual([true, text]);
      return JSON.parse(text) as T;
    };
    const subscribe = ({ port }: Receiver) =>
      questionOf<{ id: string; secret: string }>('POST', '/webhooks', {
        url: `https://localhost:${port}/hook`,
        types: ['CustomerRegistered'],
      });
    const attempts = async (
      id: string,
    ): Promise<readonly { outcome: string; status: number | null; fault: string | null }[]> => {
      for (;;) {
        const { items } = await questionOf<{
          items: { outcome: string; status: number | null; fault: string | null }[];
        }>('GET', `/webhooks/${id}/deliveries`);
        if (items.length > 0) return items.map(({ outcome, status, fault }) => ({ outcome, status, fault }));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    beforeAll(async () => {
      const hosts = receivers()
        .map(({ port }) => `localhost:${port}`)
        .join(',');
      // The second setting is an operator's mistake that must open nothing.
      server = await serve(freshFolder(), [], {
        WEBHOOK_HOSTS: hosts,
        NODE_EXTRA_CA_CERTS: trusted.file,
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      });
    }, 60_000);
    afterAll(() => server.stop());

    it(
      'delivers to whom an authority of the operator vouches for, and nobody with a certificate of another name or ' +
        'authority',
      async () => {
        const [to, toMisnamed, toUntrusted] = [
          await subscribe(good),
          await subscribe(misnamed),
          await subscribe(untrusted),
        ];
        await questionOf('POST', '/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });

        expect(await attempts(to.id)).toEqual([{ outcome: 'delivered', status: 200, fault: null }]);
        expect(
          good.got.map(({ headers, body }) => (new Verifier(to.secret).verify(body, headers) as { type: string }).type),
        ).toEqual(['service-ledger.CustomerRegistered']);
        expect(await attempts(toMisnamed.id)).toEqual([
          {
            outcome: 'failed',
            status: null,
            fault:
              "Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's " +
              'altnames: DNS:other.example.com',
          },
        ]);
        expect(await attempts(toUntrusted.id)).toEqual([
          { outcome: 'failed', status: null, fault: 'unable to verify the first certificate' },
        ]);
        expect([misnamed.got, untrusted.got]).toEqual([[], []]);
        // What was refused waits, and the server serves on.
        for (const { id } of [toMisnamed, toUntrusted])
          expect(await questionOf('GET', `/webhooks/${id}`)).toMatchObject({ waiting: 1, dead: 0, paused: null });
        expect((await server.ready()).status).toBe(200);
      },
      60_000,
    );
  });

  it(
    'connects to the address that was checked, and ' + 'holds the certificate to the name that was subscribed',
    async () => {
      const names = { 'crm.example.com': '127.0.0.1', 'rebound.example.com': '127.0.0.1' } as Readonly<
        Record<string, string>
      >;
      const hosts = Object.keys(names).map((name) => `${name}:${elsewhere.port}`);
      const send = senderTo(
        new Targets(hosts, async (name) => [names[name]!]),
        5_000,
        readFileSync(trusted.file, 'utf8'),
      );
      expect(await send(`https://crm.example.com:${elsewhere.port}/`, {}, '{}')).toEqual({ status: 200, fault: null });
      expect(elsewhere.got.map(({ headers, name }) => [headers['host'], name])).toEqual([
        [`crm.example.com:${elsewhere.port}`, 'crm.example.com'],
      ]);
      expect(await send(`https://rebound.example.com:${elsewhere.port}/`, {}, '{}')).toEqual({
        status: null,
        fault: expect.stringContaining('rebound.example.com. is not in the cert'),
      });
      expect(elsewhere.got.length).toBe(1);
    },
  );
});
