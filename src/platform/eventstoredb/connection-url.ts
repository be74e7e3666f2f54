import { readFileSync } from 'node:fs';
import type { Credentials, EndPoint } from '@eventstore/db-client';
import { StoreUnusable } from '../events/event-store.js';
import { type OperatorText, operatorText } from '../operator-fault.js';
import type { OperatorTextName } from '../operator-texts.js';

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
  nodePreference: { only: 'leader', why: operatorText('why-leader') },
  throwOnAppendFailure: { only: 'true', why: operatorText('why-failing-append') },
  tlsVerifyCert: { only: 'true', why: operatorText('why-certificate', { instead: 'tlsCAFile' }) },
} as const;
const known = ['tls', 'connectionName', ...numberOptions, ...fileOptions, ...Object.keys(onlyOptions)];

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');
const names = new Map(known.map((name) => [flat(name), name]));
const form = /^esdb(\+discover)?:\/\/(?:([^:@/?#]+):([^@/?#]+)@)?([^/?#@]+)\/?(?:\?([^#]*))?$/;
const defaultPort = 2113;

/** Never with the value: it can hold a password. */
const unusable = (what: OperatorTextName, facts?: OperatorText['facts']): StoreUnusable =>
  new StoreUnusable(operatorText('url-unusable', { setting: 'EVENTS_URL', what: operatorText(what, facts) }));

/**
 * Reads the URL without the client's own parser, which repeats the URL, password included, in its errors and warnings.
 * @throws StoreUnusable without the value
 */
export function readConnectionUrl(url: string): ConnectionSettings {
  const [, discover, user, password, hosts, query] = form.exec(url.trim()) ?? [];
  if (hosts === undefined) throw unusable('url-events-form');
  const options = optionsIn(query ?? '');
  const tls = truth('tls', options.get('tls') ?? 'true');
  if (tls && user === undefined) throw unusable('url-events-user');
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
    if (name === undefined) throw unusable('url-option-unknown', { known: known.join(', ') });
    if (value === '') throw unusable('url-option-empty', { name });
    const restricted = onlyOptions[name as keyof typeof onlyOptions];
    if (restricted !== undefined && value !== restricted.only)
      throw unusable('url-option-only', { name, only: restricted.only, why: restricted.why });
    options.set(name, value);
  }
  return options;
}

function truth(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw unusable('url-option-truth', { name });
  return value === 'true';
}

function numbersIn(options: ReadonlyMap<string, string>): ConnectionSettings['numbers'] {
  const numbers: { [Name in NumberOption]?: number } = {};
  for (const name of numberOptions) {
    const value = options.get(name);
    if (value === undefined) continue;
    if (!/^\d{1,9}$/.test(value) || Number(value) === 0) throw unusable('url-option-number', { name });
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
      throw unusable('url-option-file', { name, cause: String((error as NodeJS.ErrnoException).code) });
    }
  });
  if ((cert === undefined) !== (key === undefined))
    throw unusable('url-certificate-and-key', { certificate: 'userCertFile', key: 'userKeyFile' });
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function endPoint(host: string): EndPoint {
  const [, address, port] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(host.trim()) ?? [];
  if (address === undefined || Number(port ?? defaultPort) > 65_535 || Number(port ?? defaultPort) === 0)
    throw unusable('url-events-host');
  return { address, port: Number(port ?? defaultPort) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable('url-percent');
  }
}
