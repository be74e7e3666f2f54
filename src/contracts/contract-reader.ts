import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { dayAt, type Instant } from '../../domain/kernel/civil.js';
import { fold } from '../../domain/kernel/decider.js';
import { type StreamEvent, streamName } from '../../domain/kernel/envelope.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { contractAnswer } from './contract-answer.js';
import type { ContractQuery } from './contracts.dto.js';
import { licenceValidAt } from './licence.js';

/** Reads one contract from its own stream: its state on a day, as known at an instant (T5). */
export class ContractReader {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NumberedStreams) private readonly numbered: NumberedStreams,
  ) {}

  async get(vendor: string, id: string, { at, knownAt }: ContractQuery) {
    await this.books.refresh();
    const zone = this.books.zone(vendor);
    const instant = instantIfGiven(zone, '?at', at) ?? this.clock.now();
    if (at === undefined && knownAt === undefined) {
      const { state, revision } = await this.ledger.load(vendor, 'contract', id, contract);
      if (state.status !== 'purchased') throw new NotFound(id);
      return contractAnswer(state, revision, dayAt(instant, zone), state.licenceValid);
    }
    const events = await this.known(vendor, id, instantIfGiven(zone, '?knownAt', knownAt));
    const state = fold(contract, events as readonly ContractEvent[]);
    if (state.status !== 'purchased') throw new NotFound(id);
    return contractAnswer(state, events.length - 1, dayAt(instant, zone), licenceValidAt(events, instant));
  }

  /** The contract's events that are known at an instant; all of them where none is named. */
  private async known(
    vendor: string,
    id: string,
    knownAt: Instant | undefined,
  ): Promise<readonly StreamEvent<ContractEvent>[]> {
    const stream = streamName(vendor, 'contract', id);
    if (knownAt === undefined) return this.ledger.streams.read<ContractEvent>(vendor, stream);
    const position = await this.entitlements
      .knownPosition({ knownAt, knownPosition: undefined })
      .catch((error: unknown) => {
        throw asProblem(error, '?');
      });
    await this.entitlements.refuseEarlier(vendor, 'contract', id, position).catch((error: unknown) => {
      throw asProblem(error, '?');
    });
    const events = await this.numbered.read<ContractEvent>(vendor, stream);
    return events.filter((event) => event.position <= position);
  }
}
