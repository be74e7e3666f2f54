import type { Instant } from '../../../domain/kernel/civil.js';
import type { DomainEvent, Metadata, NewEvent } from '../../../domain/kernel/envelope.js';
import { behalfSubject, isContactId, personal, type Plain } from '../../../domain/kernel/personal.js';
import { schemaOf } from '../../../migrations/upcasters/upcasters.js';
import type { Sealer } from '../keys/sealer.js';
import type { BodyHashes } from './body-hashes.js';
import { eventId } from './identity.js';
import type { Handling } from './outcome.js';

/** Makes the events of a command out of what was decided and of the request: ids, metadata, persons sealed. */
export class Envelopes {
  constructor(
    private readonly bodies: BodyHashes,
    private readonly sealer: Sealer,
    private readonly now: () => Instant,
  ) {}

  /** The events of a command as they are stored: what is about persons is sealed. */
  async sealed<S, C, E extends DomainEvent, R extends string>(
    handling: Handling<S, C, E, R>,
    stream: string,
    commandHash: string,
    decided: readonly E[],
  ): Promise<readonly NewEvent[]> {
    const { vendor } = handling;
    return this.sealer.sealEvents(vendor, await this.#envelopes(handling, stream, commandHash, decided));
  }

  /** The first event of a command carries the hash of the whole body, the others without what is about persons. */
  async #envelopes<S, C, E extends DomainEvent, R extends string>(
    handling: Handling<S, C, E, R>,
    stream: string,
    commandHash: string,
    decided: readonly E[],
  ): Promise<readonly NewEvent<E>[]> {
    const whole = await this.bodies.make(handling.vendor, handling.request);
    const outline = decided.length > 1 ? this.bodies.outline(handling.request) : whole;
    return decided.map((event, index) =>
      this.#envelope(handling, stream, { keyHash: commandHash, bodyHash: index === 0 ? whole : outline }, event, index),
    );
  }

  #envelope<S, C, E extends DomainEvent, R extends string>(
    handling: Handling<S, C, E, R>,
    stream: string,
    commandRange: Pick<Metadata, 'keyHash' | 'bodyHash'>,
    event: E,
    index: number,
  ): NewEvent<E> {
    const { vendor, request } = handling;
    const policyVersion = handling.policyVersion?.(event);
    const meta: Metadata = {
      ...commandRange,
      effectiveAt: handling.effectiveAt?.(event) ?? request.effectiveAt ?? this.now(),
      actor: request.actor.id,
      role: request.actor.role,
      channel: request.channel,
      correlationId: request.correlationId,
      ...(request.actor.name !== undefined && { actorName: request.actor.name }),
      ...(request.onBehalfOf !== undefined && { onBehalfOf: namedPerson(handling, commandRange, request.onBehalfOf) }),
      ...(request.reason !== undefined && { reason: request.reason }),
      ...(request.causationId !== undefined && { causationId: request.causationId }),
      ...(request.importId !== undefined && { importId: request.importId }),
      ...(request.undoneImportId !== undefined && { undoneImportId: request.undoneImportId }),
      ...(policyVersion !== undefined && { policyVersion }),
    };
    return {
      id: eventId(stream, commandRange.keyHash, index),
      vendor,
      type: event.type,
      schema: schemaOf(event.type),
      data: event.data,
      meta,
    };
  }
}

/** Streams about all objects of a vendor: an erasure of one key would reach everybody who is ever named there. */
const ofAllObjects: ReadonlySet<string> = new Set(['policy', 'merges', 'webhooks']);
/** Hexadecimal digits of a command's hash that distinguish it in its stream. */
const commandDigits = 16;

/**
 * A2: the subject under whose key a person named with a command is sealed: a contact's own, so that erasing the contact
 * erases it here too, or one of the object; where the stream is about all objects, one of the command. Two persons of
 * one name never share a key but in one object.
 */
const namedPerson = (
  { category, id }: Pick<Handling<never, never, never, never>, 'category' | 'id'>,
  { keyHash: hash }: Pick<Metadata, 'keyHash'>,
  name: string,
): Plain<string> => {
  if (isContactId(name)) return personal(name, name);
  return personal(behalfSubject(ofAllObjects.has(category) ? `${id}.${hash.slice(0, commandDigits)}` : id), name);
};
