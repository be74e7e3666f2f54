import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './api.js';
import { repeatingFetch } from './repeating-fetch.js';

export interface Connection {
  /** Where the ledger is: `https://ledger.example.com`. */
  readonly url: string;
  /** An API key. */
  readonly key: string;
  /** For a key of every vendor: the vendor that is meant. */
  readonly vendor?: string;
  /** The language of texts; zh-CN where absent. */
  readonly language?: 'zh-CN' | 'zh-TW' | 'en';
  /** How often a request is sent at most; 5 where absent. */
  readonly attempts?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly wait?: (ms: number) => Promise<void>;
}

/** The calls of the API by path and method, each typed by the description of the API. */
export type ServiceLedger = Client<paths, 'application/json'>;

/**
 * A connection that repeats what failed on the way, and reads what it wrote: after a write, reads wait until the
 * ledger can answer from there on.
 */
export function connect({ url, key, vendor, language, attempts = 5, fetch, wait = waited }: Connection): ServiceLedger {
  const api = createClient<paths, 'application/json'>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: {
      authorization: `Bearer ${key}`,
      'accept-language': language ?? 'zh-CN',
      ...(vendor === undefined ? {} : { 'ledger-vendor': vendor }),
    },
    fetch: repeatingFetch({ fetch: fetch ?? globalThis.fetch, attempts, wait }),
  });
  api.use(readYourWrites());
  return api;
}

function readYourWrites(): Middleware {
  let written: string | null = null;
  return {
    onRequest({ request }) {
      if (request.method === 'GET' && written !== null && !request.headers.has('ledger-min-position'))
        request.headers.set('ledger-min-position', written);
    },
    onResponse({ request, response }) {
      if (request.method !== 'GET' && response.ok) written = response.headers.get('ledger-position') ?? written;
    },
  };
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
