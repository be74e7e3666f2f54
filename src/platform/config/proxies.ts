import ipaddr from 'ipaddr.js';

/** `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32`, separated by commas. */
export const proxiesForm =
  'addresses or networks (10.1.2.3, 10.0.0.0/8, 2001:db8::/32) separated by commas, and not every address (/0)';

/** The addresses and networks of proxies; undefined where one of them is none, or is every address. */
export const readProxies = (text: string): readonly string[] | undefined => {
  if (text === '') return [];
  const named = text.split(',').map((each) => each.trim());
  return named.every(isNetwork) ? named : undefined;
};

const isNetwork = (text: string): boolean => {
  if (!text.includes('/')) return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  // Trusting everybody would let each caller choose its address, and with it its limits.
  return (ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)) && !text.endsWith('/0');
};

/** Whether an address is one of these proxies. */
export const proxyTest = (proxies: readonly string[]): ((address: string) => boolean) => {
  const networks = proxies.map((each) => (each.includes('/') ? ipaddr.parseCIDR(each) : hostOf(each)));
  return (address) => {
    const plain = address.split('%', 1)[0]!;
    if (!ipaddr.isValid(plain)) return false;
    const parsed = ipaddr.process(plain);
    return networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
  };
};

const hostOf = (address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  const parsed = ipaddr.process(address);
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
};
