import { describe, expect, it } from '@jest/globals';
import { isPublic } from '../../src/webhooks/public-addresses.js';
import { lookupOf, Targets } from '../../src/webhooks/targets.js';

describe('the targets of webhooks', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(isPublic(address)).toBe(true),
  );

  const refused = async (targets: Targets, url: string) =>
    targets.addresses(new URL(url)).then(
      () => 'taken',
      (error: { why: string }) => error.why,
    );
  const public_ = async () => ['8.8.8.8'];

  it('are https, without passwords, and not internal whatever way an address is written', async () => {
    const targets = new Targets([], public_);
    expect(await refused(targets, 'https://crm.example.com/')).toBe('taken');
    expect(await refused(targets, 'http://crm.example.com/')).toBe('not-https');
    expect(await refused(targets, 'https://me:secret@crm.example.com/')).toBe('credentials');
    for (const url of [
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[::ffff:7f00:1]/',
      'https://169.254.169.254/latest',
    ])
      expect([url, await refused(targets, url)]).toEqual([url, 'internal']);
  });

  it('are refused where one of several addresses is internal', async () => {
    expect(await refused(new Targets([], async () => ['8.8.8.8', '10.0.0.1']), 'https://crm.example.com/')).toBe(
      'internal',
    );
    expect(await refused(new Targets([], async () => []), 'https://crm.example.com/')).toBe('unresolved');
    expect(
      await refused(new Targets([], () => Promise.reject(new Error('ENOTFOUND'))), 'https://crm.example.com/'),
    ).toBe('unresolved');
  });

  it('are allowed where the operator names the host, that host alone', async () => {
    const targets = new Targets(['127.0.0.1:8080', 'inside'], async () => ['10.0.0.1']);
    expect(await refused(targets, 'http://127.0.0.1:8080/x')).toBe('taken');
    expect(await refused(targets, 'http://inside/')).toBe('taken');
    expect(await refused(targets, 'http://127.0.0.1:8081/')).toBe('not-https');
    expect(await refused(targets, 'https://outside/')).toBe('internal');
  });

  it('are connected to at the addresses that were checked, whatever the name means by then', () => {
    const lookup = lookupOf(['8.8.8.8', '2606:4700::1']);
    let single: unknown;
    let all: unknown;
    lookup('rebound.example.com', {}, (_error, address) => (single = address));
    lookup('rebound.example.com', { all: true }, (_error, addresses) => (all = addresses));
    expect([single, all]).toEqual([
      '8.8.8.8',
      [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700::1', family: 6 },
      ],
    ]);
  });
});
