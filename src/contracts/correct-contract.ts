import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract } from '../../domain/contract/contract.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { CorrectedFacts } from '../../domain/contract/contract.events.js';
import { customer } from '../../domain/customer/customer.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { type Claim, normalized, Reservations } from '../platform/ledger/reservations.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { type ContractOutcome, settled } from './contract-answers.js';
import type { CorrectionDto } from './contracts.dto.js';
import { productOf } from './purchase-contract.js';

type Corrected = ContractOutcome & { readonly state: Contract };

/** C9: facts stated anew, with a reason. */
export class CorrectContract extends Command<Corrected> {
  constructor(readonly vendor: string, readonly contractId: string, readonly request: CommandRequest & { readonly key: string }, readonly said: CorrectionDto) {
    super();
  }
}

@CommandHandler(CorrectContract)
export class CorrectContractHandler implements ICommandHandler<CorrectContract> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** New numbers are claimed before the correction, old ones given back after it (docs/decisions/0004). */
  async execute({ vendor, contractId, request, said }: CorrectContract): Promise<Corrected> {
    await this.books.refresh();
    const facts = await this.facts(vendor, said);
    if (Object.keys(facts).length === 0 && (said.terms ?? []).length === 0) throw new Invalid([{ pointer: '/terms', code: 'required' }]);
    const { state: before } = await this.ledger.load(vendor, 'contract', contractId, contract);
    const owner = { ownerId: contractId, ownerStream: streamName(vendor, 'contract', contractId) };
    const corrected = settled(
      (await this.reservations.claiming(vendor, claimsOf(facts), owner, request, () =>
        this.ledger.handle({
          ...{ vendor, category: 'contract', id: contractId, decider: contract, request: { ...request, reason: said.reason } },
          command: () => ({
            ...{ kind: 'correct' as const, correctionId: derivedId('cor', contractId, request.key), reason: said.reason, facts, terms: said.terms ?? [] },
            ...{ role: request.actor.role, termEnds: this.books.termEnds(vendor) },
          }),
        }),
      )) as ContractOutcome,
      contractId,
    );
    if (before.status === 'purchased') await this.giveBack(vendor, before, corrected.state, request);
    return corrected;
  }

  private async facts(vendor: string, said: CorrectionDto): Promise<CorrectedFacts> {
    const { customerId, contractNo, licenceNo, purchasedOn, product, fee } = said;
    if (customerId != null) {
      const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
      if (state.status !== 'registered') throw new Invalid([{ pointer: '/customerId', code: 'not-known', facts: { value: customerId } }]);
    }
    return {
      ...(customerId != null && { customerId }),
      ...(contractNo != null && { contractNo: contractNo.trim() }),
      ...(licenceNo != null && { licenceNo: licenceNo.trim() }),
      ...(purchasedOn != null && { purchasedOn }),
      ...(product != null && { product: productOf(product, this.books.seriesNames(vendor)) }),
      ...(fee != null && { fee: { amount: fee.amount, currency: fee.currency } }),
    };
  }

  private async giveBack(vendor: string, before: Contract, after: Contract, request: CommandRequest): Promise<void> {
    for (const [kind, field] of [['contract-no', 'contractNo'], ['licence-no', 'licenceNo']] as const)
      if (normalized(before[field]) !== normalized(after[field])) await this.reservations.release(vendor, { kind, value: before[field] }, after.contractId, request);
  }
}

const claimsOf = ({ contractNo, licenceNo }: CorrectedFacts): readonly Claim[] => [
  ...(contractNo === undefined ? [] : [{ kind: 'contract-no', value: contractNo } as const]),
  ...(licenceNo === undefined ? [] : [{ kind: 'licence-no', value: licenceNo } as const]),
];
