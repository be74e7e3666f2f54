import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

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

/** Whether an address is one of the public Internet; an IPv4 address inside an IPv6 one counts as itself. */
export const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

/**
 * Which addresses webhooks may go to: https, and hosts all of whose addresses are public. Hosts that the operator names
 * (`host` or `host:port`) may be internal, and spoken to in plain http.
 */
export class Targets {
  constructor(
    private readonly allowed: readonly string[],
    private readonly resolve: Resolve = byDns,
  ) {}

  /** @throws TargetRefused for what can be told without asking DNS */
  assertForm(url: URL): void {
    if (url.username !== '' || url.password !== '')
      throw new TargetRefused(
        'credentials',
        `${url.host} is given with a password; subscribers verify signatures instead`,
      );
    if (this.#named(url)) return;
    if (url.protocol !== 'https:') throw new TargetRefused('not-https', `${url.protocol}//${url.host} is not https`);
    const host = bare(url);
    if (isIP(host) !== 0 && !isPublic(host)) throw new TargetRefused('internal', `${host} is no public address`);
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
        : await this.resolve(host).catch((error: Error) => {
            throw new TargetRefused('unresolved', `${host} is not known (${error.message})`);
          });
    if (found.length === 0) throw new TargetRefused('unresolved', `${host} has no address`);
    const internal = this.#named(url) ? undefined : found.find((address) => !isPublic(address));
    if (internal !== undefined)
      throw new TargetRefused('internal', `${host} leads to ${internal}, which is no public address`);
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
