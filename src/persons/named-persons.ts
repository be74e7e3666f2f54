import { Inject } from '@nestjs/common';
import { apiKeyFacts } from '../../domain/api-key/api-key.facts.js';
import { importFacts } from '../../domain/import/import.facts.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { policyFacts } from '../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../domain/release/release.facts.js';
import { webhooksFacts } from '../../domain/webhooks/webhooks.facts.js';
import { Sealer } from '../platform/keys/sealer.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { Pace } from '../platform/pace.js';
import { ORDINALS } from '../platform/tokens.js';

/** Types of events about the ledger itself, and about all customers of a vendor: few, so that all of them are read. */
const types = [apiKeyFacts, importFacts, mergesFacts, policyFacts, releaseFacts, webhooksFacts].flatMap(Object.keys);
/** Events that are read at once. */
const together = 500;

/** Persons who were named with commands (A3). */
export class NamedPersons {
  constructor(
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'find'>,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /** The subjects under whose keys this name is sealed, of those that can be read. */
  async subjectsOf(vendor: string, name: string): Promise<readonly string[]> {
    const subjects = new Set<string>();
    for (const type of types)
      for await (const events of this.#eventsOf(vendor, type)) {
        const naming = events.filter(({ meta }) => meta.onBehalfOf !== undefined);
        for (const { meta } of await this.sealer.openShown(vendor, naming)) {
          const person = meta.onBehalfOf!;
          if ('plain' in person && person.plain === name) subjects.add(person.subject);
        }
      }
    return [...subjects];
  }

  /** The customer that the contact was added to; undefined where there is no such contact. */
  async customerOf(vendor: string, contactId: string): Promise<string | undefined> {
    for await (const events of this.#eventsOf(vendor, 'ContactAdded')) {
      const added = events.find(({ data }) => (data as { readonly contactId: string }).contactId === contactId);
      if (added !== undefined) return idOfStream(added.stream);
    }
    return undefined;
  }

  async *#eventsOf(vendor: string, type: string): AsyncGenerator<readonly Recorded[]> {
    const pace = new Pace();
    for (let after: number | null = 0; after !== null;) {
      const { events, next }: Awaited<ReturnType<Ordinals['find']>> = await this.ordinals.find(
        { vendor, type },
        after,
        together,
      );
      yield events;
      after = next;
      await pace.step();
    }
  }
}
