import { readFileSync } from 'node:fs';

/**
 * How the connection to a mail server is encrypted. `required`: STARTTLS with a certificate that is valid for the host,
 * or nothing is sent. `offered`: encrypted where the server offers it, whatever its certificate. `off`: never; for
 * `smtp:` alone.
 */
const encryptions = ['required', 'offered', 'off'] as const;
export type Encryption = (typeof encryptions)[number];

/** What `smtp:` and `smtps:` mean. */
export interface SmtpPlace {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`). */
  readonly secure: boolean;
  readonly encryption: Encryption;
  /** Certificates of the authority that signed the server's; absent: those that Node knows. */
  readonly ca?: Buffer;
  readonly connections: number;
  /** No enumerable member: what inspects the place omits it. */
  readonly auth?: { readonly user: string; readonly pass: string };
}

export const smtpForm =
  'smtp://[user:password@]host[:port] or smtps://…, with the options ?tls=required, offered or off (smtp: alone), ' +
  'tlsCAFile=/file and connections=1 to 20; characters like @ : / in a password are %-encoded';

const form =
  /^(smtps?):\/\/(?:([^:@/?#\s]+):([^:@/?#\s]*)@)?(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?\/?(?:\?([^#\s]*))?$/;
const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** What the URL names; undefined where it is none. The URL never appears in a message: it can hold a password. */
export function smtpPlace(url: string): SmtpPlace | undefined {
  const [, scheme, user, password, named, port, query = ''] = form.exec(url) ?? [];
  if (named === undefined) return undefined;
  const options = new Map(query.split('&').filter(Boolean).map(pair));
  const host = named.replace(/^\[|\]$/g, '');
  const secure = scheme === 'smtps';
  const number = Number(port ?? (secure ? 465 : user === undefined ? 25 : 587));
  const connections = Number(options.get('connections') ?? 5);
  // A password goes over no network unencrypted; without one, encryption that is not verified is better than none.
  const usual = secure || (user !== undefined && !isThisMachine(host)) ? 'required' : 'offered';
  const encryption = encryptions.find((each) => each === (options.get('tls') ?? usual));
  const ca = options.has('tlsCAFile') ? contentOf(options.get('tlsCAFile')!) : undefined;
  const auth = user === undefined ? undefined : decoded(user, password ?? '');
  if (
    encryption === undefined ||
    (secure && encryption === 'off') ||
    number < 1 ||
    number > 65_535 ||
    !Number.isInteger(connections) ||
    connections < 1 ||
    connections > 20 ||
    [...options.keys()].some((name) => !['tls', 'tlsCAFile', 'connections'].includes(name)) ||
    (options.has('tlsCAFile') && ca === undefined) ||
    (user !== undefined && auth === undefined)
  )
    return undefined;
  const place: SmtpPlace = { host, port: number, secure, encryption, connections, ...(ca && { ca }) };
  return auth === undefined ? place : Object.defineProperty(place, 'auth', { value: auth, enumerable: false });
}

const pair = (text: string): [string, string] => {
  const [name = '', value = ''] = text.split('=', 2);
  return [name, value];
};

const decoded = (user: string, pass: string): SmtpPlace['auth'] => {
  try {
    return { user: decodeURIComponent(user), pass: decodeURIComponent(pass) };
  } catch {
    return undefined;
  }
};

const contentOf = (path: string): Buffer | undefined => {
  try {
    return readFileSync(decodeURIComponent(path));
  } catch {
    return undefined;
  }
};
