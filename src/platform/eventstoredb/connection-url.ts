import { readFileSync } from 'node:fs';
import type { Credentials, EndPoint } from '@eventstore/db-client';
import { StoreUnusable } from '../events/event-store.js';

/** What `esdb://` and `esdb+discover://` mean; made to be passed to the client's constructor. */
export interface ConnectionSettings {
  /** One node, or those that are asked for the others. */
  readonly nodes: readonly EndPoint[];
  /** The name is that of a cluster, which is asked for its nodes. */
  readonly discover: boolean;
  readonly tls: false | { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly credentials: Credentials;
  readonly numbers: { readonly [Name in NumberOption]?: number };
  readonly connectionName: string;
}

const numberOptions = [
  'keepAliveInterval',
  'keepAliveTimeout',
  'discoveryInterval',
  'gossipTimeout',
  'maxDiscoverAttempts',
] as const;
type NumberOption = (typeof numberOptions)[number];

/** Files are read once, at the start. */
const fileOptions = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const;
/** Options with one value that the ledger can work with. */
const onlyOptions = {
  nodePreference: { only: 'leader', why: 'a command must read what it recorded' },
  throwOnAppendFailure: { only: 'true', why: 'a refused append would look like revision 1' },
  tlsVerifyCert: { only: 'true', why: 'the client cannot do without; give tlsCAFile' },
} as const;
const known = ['tls', 'connectionName', ...numberOptions, ...fileOptions, ...Object.keys(onlyOptions)];

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');
const names = new Map(known.map((name) => [flat(name), name]));
const form = /^esdb(\+discover)?:\/\/(?:([^:@/?#]+):([^@/?#]+)@)?([^/?#@]+)\/?(?:\?([^#]*))?$/;
const defaultPort = 2113;

/** Never with the value: it can hold a password. */
const unusable = (what: string): StoreUnusable => new StoreUnusable(`EVENTS_URL: ${what}`);

/**
 * Reads the URL without the client's own parser, which repeats the URL, password included, in its errors and warnings.
 * @throws StoreUnusable without the value
 */
export function readConnectionUrl(url: string): ConnectionSettings {
  const [, discover, user, password, hosts, query] = form.exec(url.trim()) ?? [];
  if (hosts === undefined)
    throw unusable('must be esdb://user:password@host:2113, or esdb+discover:// with the name of a cluster');
  const options = optionsIn(query ?? '');
  const tls = truth('tls', options.get('tls') ?? 'true');
  if (tls && user === undefined)
    throw unusable('with TLS it needs user:password@; a server without users is reached with ?tls=false');
  return {
    nodes: hosts.split(',').map(endPoint),
    discover: discover !== undefined,
    tls: tls && certificates(options),
    credentials: credentials(decoded(user ?? ''), decoded(password ?? '')),
    numbers: numbersIn(options),
    connectionName: decoded(options.get('connectionName') ?? 'service-ledger'),
  };
}

/** The password is no enumerable member: inspecting the object, as the client's debug output does, omits it. */
function credentials(username: string, password: string): Credentials {
  return Object.defineProperty({ username } as Credentials, 'password', { value: password, enumerable: false });
}

function optionsIn(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', value = ''] = pair.split('=', 2);
    const name = names.get(flat(key));
    if (name === undefined) throw unusable(`has an unknown option; the known ones are ${known.join(', ')}`);
    if (value === '') throw unusable(`option ${name} has no value`);
    const restricted = onlyOptions[name as keyof typeof onlyOptions];
    if (restricted !== undefined && value !== restricted.only)
      throw unusable(`option ${name} must be ${restricted.only}: ${restricted.why}`);
    options.set(name, value);
  }
  return options;
}

function truth(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw unusable(`option ${name} must be true or false`);
  return value === 'true';
}

function numbersIn(options: ReadonlyMap<string, string>): ConnectionSettings['numbers'] {
  const numbers: { [Name in NumberOption]?: number } = {};
  for (const name of numberOptions) {
    const value = options.get(name);
    if (value === undefined) continue;
    if (!/^\d{1,9}$/.test(value) || Number(value) === 0)
      throw unusable(`option ${name} must be a whole number above 0`);
    numbers[name] = Number(value);
  }
  return numbers;
}

function certificates(options: ReadonlyMap<string, string>): Exclude<ConnectionSettings['tls'], false> {
  const [ca, cert, key] = fileOptions.map((name) => {
    const file = options.get(name);
    if (file === undefined) return undefined;
    try {
      return readFileSync(decoded(file));
    } catch (error) {
      throw unusable(`the file of option ${name} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  });
  if ((cert === undefined) !== (key === undefined))
    throw unusable('options userCertFile and userKeyFile belong together');
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function endPoint(host: string): EndPoint {
  const [, address, port] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(host.trim()) ?? [];
  if (address === undefined || Number(port ?? defaultPort) > 65_535 || Number(port ?? defaultPort) === 0)
    throw unusable('a host is a name or an IPv4 address, with a port from 1 to 65535');
  return { address, port: Number(port ?? defaultPort) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable('has a % that begins no %-encoded character; write % as %25');
  }
}
