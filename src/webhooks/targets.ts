import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './public-addresses.js';

/** A target that would reach into the operator's own network, or that is not spoken to in secret. */
export class TargetRefused extends Error {
  constructor(
    readonly why: 'not-https' | 'internal' | 'credentials' | 'unresolved',
    message: string,
  ) {
    super(message);
  }
}

export type Resolve = (host: string) => Promise<readonly string[]>;

const byDns: Resolve = (host) =>
  new Promise((done, failed) => {
    resolve(host, { all: true, verbatim: true }, (error, addresses) =>
      error ? failed(error) : done(addresses.map(({ address }) => address)),
    );
  });

/** One text whatever is wrong with an address: a refusal must not describe the operator's own network. */
const notPublic = (host: string): TargetRefused => new TargetRefused('internal', `${host} is at no public address`);

/**
 * Which addresses webhooks may go to: https, and hosts all of whose addresses are public. Hosts that the operator names
 * (`host` or `host:port`) may be internal, and spoken to in plain http.
 */
export class Targets {
  constructor(
    private readonly allowed: readonly string[],
    private readonly resolve: Resolve = byDns,
  ) {}

  /** @throws TargetRefused for what is known without DNS */
  assertForm(url: URL): void {
    if (url.username !== '' || url.password !== '')
      throw new TargetRefused(
        'credentials',
        `${url.host} is given with a password; subscribers verify signatures instead`,
      );
    if (this.#named(url)) return;
    if (url.protocol !== 'https:') throw new TargetRefused('not-https', `${url.protocol}//${url.host} is not https`);
    const host = bare(url);
    if (isIP(host) !== 0 && !isPublic(host)) throw notPublic(host);
  }

  /**
   * The addresses to connect to, and to no other: resolved here and now, so that a name cannot mean one address when it
   * is checked and another when it is called.
   * @throws TargetRefused
   */
  async addresses(url: URL): Promise<readonly string[]> {
    this.assertForm(url);
    const host = bare(url);
    const found =
      isIP(host) !== 0
        ? [host]
        : await this.resolve(host).catch((error: NodeJS.ErrnoException) => {
            throw new TargetRefused('unresolved', `${host} is not known (${error.code ?? 'no answer'})`);
          });
    if (found.length === 0) throw new TargetRefused('unresolved', `${host} has no address`);
    if (!this.#named(url) && !found.every(isPublic)) throw notPublic(host);
    return found;
  }

  #named(url: URL): boolean {
    return this.allowed.includes(url.host) || this.allowed.includes(url.hostname);
  }
}

const bare = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Answers a connection with addresses that were checked, whatever name it asks for. */
export const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, done) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    if (options.all === true) done(null, all);
    else done(null, all[0]!.address, all[0]!.family);
  };
