import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'mongodb';
import type { Arguments } from './arguments.js';
import { Refusal } from './errors.js';

export interface User {
  readonly name: string;
  /** In ASCII: other text would have to be prepared as RFC 4013 requires. */
  readonly password: string;
}

const iterations = 4096;
const failed = (): Refusal => new Refusal('AuthenticationFailed', 'Authentication failed.');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** One conversation of SCRAM-SHA-256 (RFC 7677), from the server's side. */
export class Scram {
  #clientFirst = '';
  #serverFirst = '';
  #nonce = '';
  #skipsEmptyExchange = false;
  /** Whether the client has shown that it knows the password. */
  proven = false;
  readonly #salt = randomBytes(28);

  constructor(private readonly user: User) {}

  /** `saslStart`. @throws Refusal AuthenticationFailed */
  start(args: Arguments): Record<string, unknown> {
    if (args.text('mechanism') !== 'SCRAM-SHA-256')
      throw new Refusal('MechanismUnavailable', 'Only the mechanism SCRAM-SHA-256 is served');
    const text = textOf(args.take('payload'));
    this.#skipsEmptyExchange = args.optionalDocument('options')?.get('skipEmptyExchange') === true;
    args.flag('autoAuthorize');
    const [, first, name, clientNonce] = /^n,,(n=([^,]*),r=([^,]+))$/.exec(text) ?? [];
    if (first === undefined || name!.replaceAll('=2C', ',').replaceAll('=3D', '=') !== this.user.name) throw failed();
    this.#clientFirst = first;
    this.#nonce = clientNonce! + randomBytes(24).toString('base64');
    this.#serverFirst = `r=${this.#nonce},s=${this.#salt.toString('base64')},i=${iterations}`;
    return answer(this.#serverFirst, false);
  }

  /** `saslContinue`; the client has proven its password when `done` is true. @throws Refusal AuthenticationFailed */
  continue(args: Arguments): Record<string, unknown> {
    args.optionalNumber('conversationId');
    const text = textOf(args.take('payload'));
    if (this.proven && text === '') return answer('', true);
    const [, withoutProof, nonce, proof] = /^(c=biws,r=([^,]+)),p=([^,]+)$/.exec(text) ?? [];
    if (withoutProof === undefined || nonce !== this.#nonce) throw failed();
    const salted = pbkdf2Sync(this.user.password, this.#salt, iterations, 32, 'sha256');
    const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
    const message = `${this.#clientFirst},${this.#serverFirst},${withoutProof}`;
    const signature = hmac(storedKey, message);
    const clientKey = Buffer.from(proof!, 'base64').map((byte, index) => byte ^ signature[index]!);
    if (!timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey)) throw failed();
    this.proven = true;
    return answer(`v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`, this.#skipsEmptyExchange);
  }
}

const answer = (text: string, done: boolean): Record<string, unknown> => ({
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(text)),
});

function textOf(payload: unknown): string {
  if (payload instanceof Binary) return Buffer.from(payload.value()).toString('utf8');
  throw failed();
}
