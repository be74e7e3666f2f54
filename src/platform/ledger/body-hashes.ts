import type { KeyObject } from 'node:crypto';
import type { Plain } from '../../../domain/kernel/personal.js';
import type { Fingerprints } from '../keys/fingerprints.js';
import { personalValues, replacePersonal } from '../keys/personal-values.js';
import { bodyHash } from './identity.js';
import type { CommandRequest } from './outcome.js';

type Body = Pick<CommandRequest, 'body' | 'markedBody' | 'otherMarkedBodies'>;

const purpose = 'body';
/** Hexadecimal digits stored of a fingerprint: 128 bits. */
const digits = 32;
/** Replaces the fingerprint of a person who was erased before the command was recorded. */
const none = '-';

/**
 * What a retry's body is compared with (C11), without storing the body. Personal data is hashed apart, under the
 * person's key (A2): `<hash of the rest>.<fingerprint>…`, so that after an erasure a retry reveals nothing about a
 * guess.
 */
export class BodyHashes {
  readonly #noBody: string;

  constructor(
    private readonly secret: KeyObject,
    private readonly fingerprints: Fingerprints,
  ) {
    this.#noBody = bodyHash(secret, null);
  }

  /** Of the whole body, or of what remains of it without persons. */
  outline({ body, markedBody }: Body): string {
    if (body === null) return this.#noBody;
    return bodyHash(this.secret, plainsOf({ body, markedBody }).length > 0 ? hidden(markedBody) : body);
  }

  /** Of a command that is about to be recorded. */
  async make(vendor: string, request: Body): Promise<string> {
    const made = await this.fingerprints.make(vendor, purpose, plainsOf(request));
    return [this.outline(request), ...made.map((each) => (typeof each === 'string' ? none : short(each)))].join('.');
  }

  /**
   * Whether this is the body that was recorded. Data about an erased person is not compared: each guess gets the same
   * response. So is a whole body that was recorded before persons were hashed apart.
   */
  async same(vendor: string, recorded: string, request: Body): Promise<boolean> {
    const { body, markedBody, otherMarkedBodies = [] } = request;
    for (const each of [markedBody, ...otherMarkedBodies])
      if (await this.#matches(vendor, recorded, { body, markedBody: each })) return true;
    return false;
  }

  async #matches(vendor: string, recorded: string, request: Body): Promise<boolean> {
    const offered = await this.fingerprints.compare(vendor, purpose, plainsOf(request));
    const [outline, ...persons] = recorded.split('.');
    if (persons.length === 0 && offered.length > 0)
      return offered.includes('erased') || outline === bodyHash(this.secret, request.body);
    return (
      outline === this.outline(request) &&
      persons.length === offered.length &&
      offered.every((each, index) => each === 'erased' || (each !== 'unknown' && short(each) === persons[index]))
    );
  }
}

const short = ({ hash }: { readonly hash: string }): string => hash.slice(0, digits);

/** Of a command without a body nothing is compared, whatever it is about: a supposition (what-if) makes no keys. */
const plainsOf = ({ body, markedBody }: Body): readonly Plain<unknown>[] => {
  const plains: Plain<unknown>[] = [];
  personalValues(body === null ? undefined : markedBody, (found) => {
    if ('plain' in found) plains.push(found);
  });
  return plains;
};

const hidden = (body: unknown): unknown => replacePersonal(body, ({ subject }) => ({ subject, erased: true }));
