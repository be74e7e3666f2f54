import { Inject } from '@nestjs/common';
import { customer } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { type Merges, merges, type MergesCommand } from '../../domain/merges/merges.js';
import type { Executed, KeyedRequest } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { refuseStale } from '../platform/ledger/outcome.js';
import { category, id, mergesStream } from './merges.js';

export type MergeExecuted = Executed<Merges, MergeEvent>;

/** Records that two customers are one, or that they are not after all. */
export class MergeChanges {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** @throws Stale where the absorbed customer's own revision is another */
  async record(vendor: string, keyed: KeyedRequest, command: MergesCommand): Promise<MergeExecuted | Refusal> {
    const request = { ...keyed, reason: command.reason };
    if (!(await this.ledger.hasCommand(vendor, mergesStream(vendor), request))) {
      const unknown = await this.unknown(vendor, request, command);
      if (unknown !== undefined) return unknown;
    }
    const outcome = await this.ledger.handle({
      vendor,
      category,
      id,
      decider: merges,
      command,
      request: { ...request, ifMatch: undefined },
    });
    if (outcome instanceof Refusal) return outcome;
    const mergedInto = command.kind === 'merge' ? command.intoId : null;
    const { revision } = outcome;
    return { ...outcome, id: command.absorbedId, answer: { id: command.absorbedId, mergedInto, revision } };
  }

  private async unknown(
    vendor: string,
    { ifMatch }: KeyedRequest,
    command: MergesCommand,
  ): Promise<Refusal | undefined> {
    const absorbed = await this.ledger.load(vendor, 'customer', command.absorbedId, customer);
    if (absorbed.state.status !== 'registered')
      return new Refusal('customer-unknown', 'C1', { id: command.absorbedId });
    refuseStale(ifMatch, absorbed.revision);
    if (command.kind === 'undo') return undefined;
    const into = await this.ledger.load(vendor, 'customer', command.intoId, customer);
    if (into.state.status === 'registered') return undefined;
    return invalidField('/intoCustomerId', 'not-known', { value: command.intoId });
  }
}
