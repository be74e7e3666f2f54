import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { senderTo } from '../../../src/webhooks/send.js';
import { Targets } from '../../../src/webhooks/targets.js';
import { startApp, type TestApp } from '../../support/app.js';

/** One of each kind of address that is none of the public Internet, as a caller may write it. */
const internal = [
  '[::127.0.0.1]',
  '[::10.0.0.5]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:0:127.0.0.1]',
  '168.63.129.16',
  '[::ffff:168.63.129.16]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::8.8.8.8]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::1]',
  '[2002:808:808::1]',
  '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  '[2001:2::1]',
  '[2001:20::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[100::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[4000::1]',
  '[2606:4700::5efe:10.0.0.1]',
  '[2606:4700::200:5efe:10.0.0.1]',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '169.254.170.2',
  '192.0.0.192',
  '192.0.2.1',
  '192.31.196.1',
  '192.88.99.1',
  '192.175.48.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
];
const fine = ['8.8.8.8', '168.63.129.17', '[2606:4700:4700::1111]', '[2400:3200::1]', '[240e::1]'];

describe('A1: where webhooks may go', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());
  const subscribe = (url: string) =>
    app.http
      .post('/api/v1/webhooks')
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send({ url, types: ['ContractPurchased'] });

  it.each(internal)('https://%s/ is refused', async (host) => {
    expect((await subscribe(`https://${host}/`)).body).toMatchObject({ status: 400, code: 'webhook-target' });
  });

  it('why is in the language of the caller', async () => {
    const refused = await app.http
      .post('/api/v1/webhooks')
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'zh-CN' })
      .send({ url: 'http://crm.example.com/', types: ['ContractPurchased'] });
    expect(refused.body.detail).toContain('不可作为目标：不是 https 地址。');
  });

  it('addresses of the public Internet are taken, those beside a special one included', async () => {
    const claimed = [];
    for (const host of fine) claimed.push((await subscribe(`https://${host}/`)).status);
    expect(claimed).toEqual(fine.map(() => 201));
  });

  it('a refusal reveals nothing of the network: the same text for each kind of address, and no address', async () => {
    const args = async (...addresses: readonly string[]) =>
      new Targets([], async () => addresses)
        .addresses(new URL('https://crm.example.com/'))
        .then(() => 'taken')
        .catch((error: Error) => error.message);
    const recorded = await Promise.all(
      [['10.1.2.3'], ['127.0.0.1'], ['fd12::7'], ['8.8.8.8', '192.168.3.4']].map((found) => args(...found)),
    );
    expect(new Set(recorded)).toEqual(new Set(['crm.example.com is at no public address']));
  });

  it('an attempt that fails reveals nothing of it either', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const targets = new Targets([`crm.inside:${port}`], async () => ['127.0.0.1']);
    expect(await senderTo(targets)(`http://crm.inside:${port}/`, {}, '{}')).toEqual({
      status: null,
      fault: 'the connection failed (ECONNREFUSED)',
    });
  });
});
