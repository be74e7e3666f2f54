import { describe, expect, it } from '@jest/globals';
import { proxyTest, readProxies } from '../../../../src/platform/config/proxies.js';
import { BadSetting, readConfig } from '../../../../src/platform/config/settings.js';

describe('TRUST_PROXY', () => {
  it.each(['127.0.0.1', '10.0.0.0/8, 192.0.2.7', '2001:db8::/32', '::1'])('takes %s', (text) => {
    expect(readProxies(text)).toEqual(text.split(', '));
  });

  it.each(['localhost', '10.0.0.0/33', '0.0.0.0/0', '::/0', '1', 'true', '10.1', '10.0.0.1,', '*'])(
    'stops the start for %s',
    (text) => {
      expect(() => readConfig({ TRUST_PROXY: text })).toThrow(BadSetting);
    },
  );

  it('knows a proxy by address and network, also as IPv4 within IPv6', () => {
    const isProxy = proxyTest(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']);
    const addresses = [
      '10.200.0.1',
      '::ffff:10.1.2.3',
      '192.0.2.7',
      '2001:db8::7',
      '192.0.2.8',
      '2001:db9::1',
      'x',
      '',
    ];
    expect(addresses.filter(isProxy)).toEqual(addresses.slice(0, 4));
  });
});
