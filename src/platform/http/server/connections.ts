import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { httpBounds } from '../bounds.js';

/** Parts of 16 bits that name the network of an IPv6 address: one subscriber has a whole /64. */
const networkParts = 4;

/** Who an address belongs to, as far as limits go: an IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(address: string): string {
  // A zone (`fe80::1%eth0`) names an interface of this machine, not another caller.
  const plain = address.split('%', 1)[0]!;
  if (!ipaddr.isValid(plain)) return address;
  const parsed = ipaddr.process(plain);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, networkParts);
  return `${parts.map((part) => part.toString(16)).join(':')}::/64`;
}

/** Bounds the connections of the server, in all and of one address that is no proxy's. */
export function limitConnections(server: Server, isProxy: (address: string) => boolean): void {
  server.maxConnections = httpBounds.connections;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isProxy(address)) return;
    const network = networkOf(address);
    const count = (open.get(network) ?? 0) + 1;
    if (count > httpBounds.connectionsPerAddress) return void socket.destroy();
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}
