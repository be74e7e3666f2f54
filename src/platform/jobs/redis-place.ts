/** Where the jobs of one ledger are in a Redis server. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly db: number;
  /** Begins every key: ledgers that share a database have different ones. */
  readonly prefix: string;
  /** For logs and errors: without credentials. */
  readonly name: string;
}

const defaultPrefix = 'service-ledger';
const prefixForm = /^[A-Za-z0-9_-]{1,60}$/;

/** What the URL of a place in Redis looks like. */
export const redisForm =
  'redis://[user:password@]host[:port][/database] or rediss://… (TLS), with ?prefix=NAME where several ' +
  'ledgers share a database';

/**
 * `redis://[user:password@]host[:port][/database][?prefix=NAME]`, or `rediss://…` for TLS; undefined for anything else.
 * An unknown parameter is not ignored: whoever wrote it expected something of it.
 */
export function redisPlace(url: string): RedisPlace | undefined {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, password, pathname, searchParams, hash } = new URL(url);
  const [, db] = /^\/?(\d{1,5})?$/.exec(pathname) ?? ['', null];
  const prefix = searchParams.get('prefix') ?? defaultPrefix;
  const unknown = [...searchParams.keys()].filter((name) => name !== 'prefix');
  if (hostname === '' || db === null || hash !== '' || unknown.length > 0 || !prefixForm.test(prefix)) return undefined;
  const credentials = [username, password].map(decoded);
  if (credentials.includes(null)) return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const place = `${hostname}:${port || '6379'}/${db ?? '0'}`;
  return {
    host,
    port: Number(port || 6379),
    tls: protocol === 'rediss:',
    username: credentials[0] || undefined,
    password: credentials[1] || undefined,
    db: Number(db ?? 0),
    prefix,
    name: `${protocol}//${place}`,
  };
}

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};
