import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { KeyStore } from '../platform/keys/key-store.js';

/** What a token lets its holder do; one for another purpose is none. */
export type TokenPurpose = 'unsubscribe' | 'survey' | 'resolution' | 'invitation';

const form = /^([A-Za-z0-9_-]{1,800})\.([A-Za-z0-9_-]{43})$/;

/**
 * M6: tokens of links in mails. A token holds the ids it is about and an HMAC over purpose and ids, by a secret of the
 * ledger: none can be guessed and nothing is stored. It ends with what it is about: an erased person, a closed survey.
 */
export class Tokens {
  constructor(private readonly secret: KeyObject) {}

  /** @param ids never a name or an address: a token is in links, logs of proxies and histories of browsers */
  make(purpose: TokenPurpose, ids: readonly string[]): string {
    const content = Buffer.from(JSON.stringify(ids)).toString('base64url');
    return `${content}.${this.#mac(purpose, content)}`;
  }

  /** The ids of a token that was made here for this purpose; undefined for any other text. */
  read(purpose: TokenPurpose, token: string): readonly string[] | undefined {
    const [, content, mac] = form.exec(token) ?? [];
    if (content === undefined) return undefined;
    // As text: several spellings of base64 have the same bytes.
    if (!timingSafeEqual(Buffer.from(mac!), Buffer.from(this.#mac(purpose, content)))) return undefined;
    return JSON.parse(Buffer.from(content, 'base64url').toString()) as readonly string[];
  }

  #mac(purpose: TokenPurpose, content: string): string {
    return createHmac('sha256', this.secret).update(`${purpose}\0${content}`).digest('base64url');
  }
}

/** M6: by the secret that all processes of a ledger share, and that a copy of the keys has. */
export const tokensOf = async (keys: Pick<KeyStore, 'serverSecret'>): Promise<Tokens> =>
  new Tokens(await keys.serverSecret('mail-tokens'));
