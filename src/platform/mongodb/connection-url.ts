import { StoreUnusable } from '../events/event-store-errors.js';
import { type OperatorText, operatorText } from '../operator-fault.js';
import type { OperatorTextName } from '../operator-texts.js';

/** Where the databases of one ledger are on a MongoDB deployment. */
export interface MongoPlace {
  /** For the driver alone: it can hold a password. No enumerable member, so that nothing prints it. */
  readonly url: string;
  /** Begins the name of each database of the ledger. */
  readonly prefix: string;
  /** For logs and errors: hosts, without credentials. */
  readonly name: string;
  /** The variable that holds the URL, for errors. */
  readonly setting: string;
}

const defaultPrefix = 'service-ledger';
/** What every engine takes as the name of a database, with room for `-ordinals`. */
const prefixForm = /^[A-Za-z0-9_-]{1,40}$/;

const form = /^mongodb(\+srv)?:\/\/(?:([^:@/?#\s]+)(?::[^@/?#\s]*)?@)?([^@/?#\s]+)(?:\/([^/?#\s]*))?(?:\?([^?#\s]*))?$/;
/** Options that are passed on to the driver. */
const passed = [
  'authMechanism',
  'authMechanismProperties',
  'authSource',
  'compressors',
  'directConnection',
  'maxPoolSize',
  'minPoolSize',
  'replicaSet',
  'srvMaxHosts',
  'srvServiceName',
  'tls',
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
  'zlibCompressionLevel',
];
/** Options with one value that the ledger can work with. */
const onlyOptions = {
  readPreference: { only: 'primary', why: operatorText('why-primary') },
  readConcernLevel: { only: 'majority', why: operatorText('why-read-majority') },
  w: { only: 'majority', why: operatorText('why-write-majority') },
  journal: { only: 'true', why: operatorText('why-journal') },
  retryReads: { only: 'true', why: operatorText('why-retries') },
  retryWrites: { only: 'true', why: operatorText('why-retries') },
} as const;
const names = new Map([...passed, ...Object.keys(onlyOptions)].map((name) => [name.toLowerCase(), name]));

/** Whether the URL names this engine. */
export const isMongoUrl = (url: string): boolean => /^mongodb(\+srv)?:\/\//.test(url.trim());

/**
 * Reads the URL before the driver does, whose errors can repeat parts of it.
 * @param setting the variable that holds it
 * @throws StoreUnusable without the value, since it can hold a password
 */
export function readMongoUrl(url: string, setting: string): MongoPlace {
  const unusable = (what: OperatorTextName, facts?: OperatorText['facts']): StoreUnusable =>
    new StoreUnusable(operatorText('url-unusable', { setting, what: operatorText(what, facts) }));
  const [, srv, user, hosts, path = '', query = ''] = form.exec(url.trim()) ?? [];
  if (hosts === undefined) throw unusable('url-mongo-form', { prefix: defaultPrefix });
  if (srv !== undefined && /[:,]/.test(hosts)) throw unusable('url-one-host');
  if (!hosts.split(',').every((host) => /^(?:\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/.test(host)))
    throw unusable('url-mongo-host');
  if (path !== '' && !prefixForm.test(path)) throw unusable('url-prefix');
  const given = new Set<string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', value = ''] = pair.split('=', 2);
    const name = names.get(key.toLowerCase());
    if (name === undefined) throw unusable('url-option-unknown', { known: [...names.values()].join(', ') });
    given.add(name);
    if (value === '') throw unusable('url-option-empty', { name });
    const restricted = onlyOptions[name as keyof typeof onlyOptions];
    if (restricted !== undefined && value !== restricted.only)
      throw unusable('url-option-only', { name, only: restricted.only, why: restricted.why });
  }
  const place = { prefix: path || defaultPrefix, name: `mongodb${srv ?? ''}://${hosts}`, setting };
  // The driver would look for the user in the database that the path names, which is a prefix here.
  const isInAdmin = user !== undefined && !given.has('authSource') && !given.has('authMechanism');
  const value = isInAdmin ? withAuthSource(url.trim(), path, query) : url.trim();
  return Object.defineProperty(place as MongoPlace, 'url', { value, enumerable: false });
}

const withAuthSource = (url: string, path: string, query: string): string =>
  `${url.replace(/[/?]+$/, '')}${query !== '' ? '&' : path === '' ? '/?' : '?'}authSource=admin`;
