import { Inject } from '@nestjs/common';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { Actor, Role } from '../../../domain/kernel/envelope.js';
import { personal, type Personal } from '../../../domain/kernel/personal.js';
import type { Clock } from '../../platform/clock.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import { Sealer } from '../../platform/keys/sealer.js';
import { CLOCK, JOBS, KEY_STORE } from '../../platform/tokens.js';
import { importQueue } from './job-data.js';

/** Dry runs of a vendor that are listed; older ones are found by their ids alone. */
const most = 200;

export interface DryRun {
  readonly importId: string;
  readonly startedAt: Instant;
  readonly by: Actor;
  readonly name: string | null;
}

type Note = {
  readonly importId: string;
  readonly startedAt: string;
  readonly actor: string;
  readonly role: Role;
  readonly actorName?: string | undefined;
  /** A2: sealed with the key of the import, since the name of a file may name a person. */
  readonly name: string | null;
};

/** The latest dry runs, which are not in the ledger. They are noted beside their jobs, and lost with them. */
export class DryRuns {
  readonly #sealer: Sealer;

  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(KEY_STORE) keys: KeyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#sealer = new Sealer(keys);
  }

  async note(
    vendor: string,
    importId: string,
    { id, role, name: actorName }: Actor,
    name: string | null,
  ): Promise<void> {
    const [sealed] = name === null ? [] : await this.#sealer.seal<unknown>(vendor, [personal(importId, name)]);
    const note: Note = {
      importId,
      startedAt: this.clock.now(),
      actor: id,
      role,
      actorName,
      name: (sealed as { readonly sealed?: string } | undefined)?.sealed ?? null,
    };
    await this.jobs.note(importQueue, vendor, note, most);
  }

  /** The latest first. */
  async list(vendor: string, limit: number): Promise<readonly DryRun[]> {
    const notes = (await this.jobs.notes(importQueue, vendor, limit)) as readonly Note[];
    return Promise.all(
      notes.map(async ({ importId, startedAt, actor, role, actorName, name }) => ({
        importId,
        startedAt: startedAt as Instant,
        by: { id: actor, role, ...(actorName !== undefined && { name: actorName }) },
        name: name === null ? null : await this.#opened(vendor, importId, name),
      })),
    );
  }

  async #opened(vendor: string, subject: string, sealed: string): Promise<string | null> {
    const [opened] = await this.#sealer.open<unknown>(vendor, [{ subject, sealed }]);
    const name = opened as Personal<string>;
    return 'plain' in name ? name.plain : null;
  }
}
