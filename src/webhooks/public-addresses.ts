import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast, and what the great clouds answer themselves. */
const special4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared by carriers; 100.100.100.200 is the metadata service of Alibaba Cloud
  '127.0.0.0/8', // loopback
  '161.26.0.0/16', // services inside IBM Cloud
  '166.8.0.0/14', // services inside IBM Cloud
  '168.63.129.16/32', // the host of a machine in Azure
  '169.254.0.0/16', // link-local; 169.254.169.254 is the metadata service of most clouds
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // IETF protocol assignments; 192.0.0.192 is the metadata service of Oracle Cloud
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // automatic multicast tunnels
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private use
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
] as const;

/** What is global unicast at all (RFC 4291): loopback, unique local, link-local, NAT64 and multicast lie outside. */
const global6 = '2000::/3';

/** IANA IPv6 Special-Purpose Address Registry, as far as it lies in there. */
const special6 = [
  '2001::/23', // IETF protocol assignments: Teredo, benchmarks, ORCHID, DRIP and others
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
] as const;

const listOf = (...subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network, bits] = subnet.split('/') as [string, string];
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
};

const denied4 = listOf(...special4);
const denied6 = listOf(...special6);
const allowed6 = listOf(global6);

/** An interface identifier of ISATAP (RFC 5214): an IPv4 address inside, in any network. */
const isatap = ({ parts }: ipaddr.IPv6): boolean => (parts[4]! & 0xfdff) === 0 && parts[5] === 0x5efe;

/**
 * Whether an address is one of the public Internet, by the registries of IANA. An IPv4 address mapped into an IPv6 one
 * (`::ffff:8.8.8.8`) counts as itself; addresses that carry one in any other way are none.
 */
export const isPublic = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const text = parsed.toNormalizedString();
  if (parsed instanceof ipaddr.IPv4) return !denied4.check(text, 'ipv4');
  return allowed6.check(text, 'ipv6') && !denied6.check(text, 'ipv6') && !isatap(parsed);
};
