import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { dayAt, type Day, type Instant } from '../../domain/kernel/civil.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { ContractChange } from '../../projections/contract-changes.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import { Invalid, NotFound, Problem } from '../platform/http/problems/problem.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { PolicyBooks, type PolicySnapshot } from '../policies/policies.port.js';
import { isChange } from './beliefs.js';

/** When, and as known when, something is shown (T5). */
export interface Moment {
  readonly vendor: string;
  readonly at: Instant;
  /** The day of `at` in the vendor's zone. */
  readonly today: Day;
  /** As it was given. */
  readonly knownAt: Instant | null;
  readonly position: number;
  readonly zone: string;
  readonly policies: PolicySnapshot;
}

/** Contracts from their own streams, as far as they were known. */
export class KnownContracts {
  constructor(
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** @throws Problem */
  async moment(
    vendor: string,
    asked: { readonly at?: string | undefined; readonly knownAt?: string | undefined },
  ): Promise<Moment> {
    const { zone } = await this.books.snapshot(vendor);
    const at = instantIfGiven(zone, '?at', asked.at) ?? this.entitlements.now();
    const knownAt = instantIfGiven(zone, '?knownAt', asked.knownAt);
    return {
      ...(await this.#known(vendor, knownAt, undefined, '?')),
      at,
      today: dayAt(at, zone),
      knownAt: knownAt ?? null,
    };
  }

  /** The same for an instant or a position that is named by one text; null: as known now. @throws Problem */
  async namedMoment(vendor: string, at: Instant, known: Instant | number | null, pointer: string): Promise<Moment> {
    const [knownAt, position] = typeof known === 'number' ? [undefined, known] : [known ?? undefined, undefined];
    const moment = await this.#known(vendor, knownAt, position, pointer).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.more.errors === undefined) throw error;
      throw new Invalid(error.more.errors.map((fault) => ({ ...fault, pointer })));
    });
    return { ...moment, at, today: dayAt(at, moment.zone), knownAt: knownAt ?? null };
  }

  async #known(vendor: string, knownAt: Instant | undefined, knownPosition: number | undefined, pointer: string) {
    try {
      const position = await this.entitlements.knownPosition({ knownAt, knownPosition });
      const policies = await this.books.snapshot(vendor);
      return { vendor, position, zone: policies.zone, policies };
    } catch (error) {
      throw asProblem(error, pointer);
    }
  }

  /** The events of a contract that are known at a position. @throws Problem where none is */
  async events(vendor: string, contractId: string, position: number): Promise<readonly Recorded<ContractChange>[]> {
    const all = await this.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', contractId));
    const known = all.filter((event) => event.position <= position);
    if (known.length === 0)
      await this.entitlements.refuseEarlier(vendor, 'contract', contractId, position).catch((error: unknown) => {
        throw asProblem(error, '?');
      });
    // C9: with its withdrawal known, the contract never was.
    if (known[0]?.type !== 'ContractPurchased' || !known.every(isChange)) throw new NotFound(contractId);
    return known;
  }
}
