import { Inject } from '@nestjs/common';
import { contract } from '../../domain/contract/contract.js';
import type { ContractState } from '../../domain/contract/contract.state.js';
import { dayAt } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { Entitlements, KnownAtAhead } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { Invalid, NotFound } from '../platform/http/problems/problem.js';
import { instantIfGiven, instantIn } from '../platform/http/validation/instants.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { contractAnswer } from './contract-answers.js';
import type { ContractQuery } from './contracts.dto.js';

/** Reads one contract from its own stream, as it stood on a day with what was known at an instant (T5). */
export class ContractReader {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async get(vendor: string, id: string, { at, knownAt }: ContractQuery) {
    await this.books.refresh();
    const zone = this.books.zone(vendor);
    const instant = instantIfGiven(zone, '?at', at) ?? this.clock.now();
    const { state, revision } =
      knownAt === undefined
        ? await this.ledger.load(vendor, 'contract', id, contract)
        : await this.asKnown(vendor, id, instantIn(zone, '?knownAt', knownAt));
    if (state.status !== 'purchased') throw new NotFound(id);
    return contractAnswer(state, revision, dayAt(instant, zone));
  }

  private async asKnown(
    vendor: string,
    id: string,
    knownAt: string,
  ): Promise<{ readonly state: ContractState; readonly revision: number }> {
    const position = await this.entitlements
      .knownPosition({ knownAt, knownPosition: undefined })
      .catch((error: unknown) => {
        throw error instanceof KnownAtAhead
          ? new Invalid([{ pointer: '?knownAt', code: 'in-future', facts: { value: knownAt } }])
          : error;
      });
    const events = (await this.ledger.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', id))).filter(
      (event) => event.position <= position,
    );
    return {
      state: events.reduce<ContractState>(
        (state, event) => contract.evolve(state, event as ContractEvent),
        contract.initial,
      ),
      revision: events.length - 1,
    };
  }
}
