import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { customer } from '../../domain/customer/customer.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { type Merges, merges, type MergesCommand, survivorOf } from '../../domain/merges/merges.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import type { Level } from '../../domain/kernel/vocabulary.js';
import { Invalid, NotFound, Refused } from '../platform/http/problems/problem.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { type CommandRequest, type Outcome, refuseStale } from '../platform/ledger/outcome.js';

const [category, id] = ['merges', 'customers'] as const;

/** The stream of a vendor's merges. */
export const mergesStream = (vendor: string): string => streamName(vendor, category, id);

/** What is merged into what, as the ledger has it now. */
export const mergesOf = async (ledger: Ledger, vendor: string): Promise<Merges> =>
  (await ledger.load(vendor, category, id, merges)).state;

/**
 * D9: the level at an instant, as the ledger has it now, of the customer that answers for this one; null where none
 * is registered.
 */
export const levelAt = async (
  ledger: Ledger,
  vendor: string,
  customerId: string,
  at: Instant,
): Promise<Level | null> => {
  const { into } = await mergesOf(ledger, vendor);
  const events = await ledger.streams.read<CustomerEvent>(
    vendor,
    streamName(vendor, 'customer', survivorOf(customerId, into)),
  );
  let [level, since]: [Level | null, Instant] = [null, ''];
  for (const { type, data, meta } of events) {
    if (type === 'CustomerRegistered') level = data.level;
    if (type === 'CustomerWithdrawn') return null;
    if (type === 'CustomerLevelChanged' && since <= meta.effectiveAt && meta.effectiveAt <= at)
      [level, since] = [data.to, meta.effectiveAt];
  }
  return level;
};

/** Says that two customers are one, or that they are not after all. */
export class MergeCustomers extends Command<Outcome<Merges, MergeEvent>> {
  constructor(
    readonly vendor: string,
    readonly request: CommandRequest,
    readonly command: MergesCommand,
  ) {
    super();
  }
}

@CommandHandler(MergeCustomers)
export class MergeCustomersHandler implements ICommandHandler<MergeCustomers> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** @throws NotFound, Invalid, Refused, Stale where the absorbed customer's own revision is another */
  async execute({ vendor, request, command }: MergeCustomers): Promise<Outcome<Merges, MergeEvent>> {
    if (!(await this.ledger.hasCommand(vendor, mergesStream(vendor), request)))
      await this.#look(vendor, request, command);
    const outcome = await this.ledger.handle({
      vendor,
      category,
      id,
      decider: merges,
      command,
      request: { ...request, ifMatch: undefined },
    });
    if (outcome instanceof Refusal) throw new Refused(outcome);
    return outcome;
  }

  async #look(vendor: string, { ifMatch }: CommandRequest, command: MergesCommand): Promise<void> {
    const absorbed = await this.ledger.load(vendor, 'customer', command.absorbedId, customer);
    if (absorbed.state.status !== 'registered') throw new NotFound(command.absorbedId);
    refuseStale(ifMatch, absorbed.revision);
    if (command.kind === 'undo') return;
    const into = await this.ledger.load(vendor, 'customer', command.intoId, customer);
    if (into.state.status !== 'registered')
      throw new Invalid([{ pointer: '/intoCustomerId', code: 'not-known', facts: { value: command.intoId } }]);
  }
}
