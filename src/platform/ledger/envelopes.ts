import type { Instant } from '../../../domain/kernel/civil.js';
import type { DomainEvent, Metadata, NewEvent } from '../../../domain/kernel/envelope.js';
import { behalfSubject, personal, type Plain } from '../../../domain/kernel/personal.js';
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
      ...(request.onBehalfOf !== undefined && { onBehalfOf: namedPerson(handling.id, request.onBehalfOf) }),
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

/** A contact's id in `Ledger-On-Behalf-Of`. */
const contactId = /^per_[0-9a-z]+$/;

/**
 * A2: the subject under whose key a person named with a command is sealed: a contact's own, so that erasing the contact
 * erases it here too, or one of the object. Two persons of one name never share a key.
 */
const namedPerson = (objectId: string, name: string): Plain<string> =>
  personal(contactId.test(name) ? name : behalfSubject(objectId), name);
