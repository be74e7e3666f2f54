import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract } from '../../domain/contract/contract.js';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { ContractEvent, CorrectedFacts } from '../../domain/contract/contract.events.js';
import { customer } from '../../domain/customer/customer.js';
import { type Day, dayAt } from '../../domain/kernel/civil.js';
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
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly said: CorrectionDto,
  ) {
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
    if (Object.keys(facts).length === 0 && (said.terms ?? []).length === 0)
      throw new Invalid([{ pointer: '/terms', code: 'required' }]);
    const claims = claimsOf(facts);
    const owner = { ownerId: contractId, ownerStream: streamName(vendor, 'contract', contractId) };
    const corrected = settled(
      (await this.reservations.claiming(vendor, claims, owner, request, () =>
        this.ledger.handle({
          vendor,
          category: 'contract',
          id: contractId,
          decider: contract,
          request: { ...request, reason: said.reason },
          command: async (): Promise<CommandOf<'correct'>> => ({
            kind: 'correct',
            correctionId: derivedId('cor', contractId, request.key),
            reason: said.reason,
            facts,
            terms: said.terms ?? [],
            role: request.actor.role,
            termEnds: this.books.termEnds(vendor),
            bought: await this.boughtAs(vendor, contractId, facts.purchasedOn),
          }),
        }),
      )) as ContractOutcome,
      contractId,
    );
    if (claims.length > 0) await this.giveBack(vendor, contractId, request);
    return corrected;
  }

  /**
   * C9: how the purchase had been recorded with the corrected day: signed on it, or on the day of recording where it
   * was still to come (C1), and judged by the policy in force then (P2).
   */
  private async boughtAs(
    vendor: string,
    contractId: string,
    purchasedOn: Day | undefined,
  ): Promise<CommandOf<'correct'>['bought']> {
    if (purchasedOn === undefined) return null;
    const [purchase] = await this.ledger.streams.read(vendor, streamName(vendor, 'contract', contractId));
    if (purchase === undefined) return null;
    const recordedOn = dayAt(purchase.meta.recordedAt, this.books.zone(vendor));
    const signedOn = purchasedOn < recordedOn ? purchasedOn : recordedOn;
    return { signedOn, policyVersion: this.books.signedOn(vendor, signedOn).version };
  }

  private async facts(vendor: string, said: CorrectionDto): Promise<CorrectedFacts> {
    const { customerId, contractNo, licenceNo, purchasedOn, product, fee } = said;
    if (customerId != null) {
      const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
      if (state.status !== 'registered')
        throw new Invalid([{ pointer: '/customerId', code: 'not-known', facts: { value: customerId } }]);
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

  /**
   * Every number the contract ever bore and bears no more. Not the one this correction replaced: said again after later
   * corrections, or after a crash, it must neither free what the contract bears now nor leave anything behind.
   */
  private async giveBack(vendor: string, contractId: string, request: CommandRequest): Promise<void> {
    const events = await this.ledger.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', contractId));
    const named = events.flatMap((event) =>
      event.type === 'ContractPurchased'
        ? claimsOf(event.data)
        : event.type === 'ContractCorrected'
          ? claimsOf(event.data.facts)
          : [],
    );
    for (const claim of named) {
      await this.reservations.release(vendor, claim, contractId, request, async () => {
        const { state } = await this.ledger.load(vendor, 'contract', contractId, contract);
        return (
          state.status === 'purchased' &&
          normalized(claim.kind === 'contract-no' ? state.contractNo : state.licenceNo) === normalized(claim.value)
        );
      });
    }
  }
}

const claimsOf = ({ contractNo, licenceNo }: CorrectedFacts): readonly Claim[] => [
  ...(contractNo === undefined ? [] : [{ kind: 'contract-no', value: contractNo } as const]),
  ...(licenceNo === undefined ? [] : [{ kind: 'licence-no', value: licenceNo } as const]),
];
