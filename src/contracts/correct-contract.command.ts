import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { ContractEvent, CorrectedFacts } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { type Day, dayAt } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { isRegistered } from '../customers/customers.port.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField, InvalidFields } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { text } from '../platform/http/server/schemas.js';
import { Code, EachNested, IsDay, Line, MoneyDto, Nested, Text } from '../platform/http/validation/decorators.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { type Claim, normalized, Reservations } from '../platform/ledger/reservations.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { feeOf } from './amounts.js';
import { ContractChanges, type ContractExecuted, executed } from './contract-changes.js';
import { impact, numberRefusals, termRefusals, write } from './contract-schemas.js';
import { ProductDto, productOf } from './product.dto.js';
import { storedForEver } from './reason.dto.js';
import { correctionIdOf } from './recorded-facts.js';

export class CorrectedTermDto {
  @ApiProperty() @Text(100) termId!: string;
  @ApiPropertyOptional({ example: '2026-03-02' }) @IsOptional() @IsDay() firstDay?: string;
  @ApiPropertyOptional({ example: '2027-03-01' }) @IsOptional() @IsDay() lastDay?: string;
}

/** C9: what is stated anew; at least one fact besides the reason. */
export class CorrectionDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  /** The buyer, where a wrong customer was recorded. A sale from one to another is a transfer. */
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) contractNo?: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) licenceNo?: string;
  @ApiPropertyOptional() @IsOptional() @IsDay() purchasedOn?: string;
  @ApiPropertyOptional({ type: ProductDto }) @IsOptional() @Nested(() => ProductDto) product?: ProductDto;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  @ApiPropertyOptional({ type: [CorrectedTermDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((term: CorrectedTermDto) => term?.termId)
  @EachNested(() => CorrectedTermDto)
  terms?: CorrectedTermDto[];
}

/** C9: facts stated anew, with a reason. */
export class CorrectContract extends LedgerCommand<CorrectionDto, 'contractId', ContractExecuted> {}

@CommandHandler(CorrectContract)
export class CorrectContractHandler implements ICommandHandler<CorrectContract> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** New numbers are claimed before the correction, old ones given back after it (docs/decisions/0004). */
  async execute(command: CorrectContract): Promise<ContractExecuted | Refusal> {
    const { vendor, ids, body, request } = command;
    const { contractId } = ids;
    await this.books.refresh();
    const facts = await this.facts(vendor, body);
    if (facts instanceof Refusal) return facts;
    if (Object.keys(facts).length === 0 && (body.terms ?? []).length === 0) return invalidField('/terms', 'required');
    const claims = claimsOf(facts);
    const owner = { ownerId: contractId, ownerStream: streamName(vendor, 'contract', contractId) };
    const outcome = await this.reservations.claiming(vendor, claims, owner, request, () =>
      this.contracts.record(
        vendor,
        contractId,
        { ...request, reason: body.reason },
        async (): Promise<CommandOf<'correct'>> => ({
          kind: 'correct',
          correctionId: correctionIdOf(contractId, request.key),
          reason: body.reason,
          facts,
          terms: body.terms ?? [],
          role: request.actor.role,
          termEnds: this.books.termEnds(vendor),
          bought: await this.boughtAs(vendor, contractId, facts.purchasedOn),
        }),
      ),
    );
    if (outcome instanceof Refusal) return outcome;
    if (claims.length > 0) await this.giveBack(vendor, contractId, request);
    const corrected = executed(outcome, { ContractCorrected: ({ correctionId }) => ({ correctionId }) });
    return this.contracts.withImpact(vendor, corrected);
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

  private async facts(vendor: string, body: CorrectionDto): Promise<CorrectedFacts | InvalidFields> {
    const { customerId, contractNo, licenceNo, purchasedOn } = body;
    if (customerId != null && !(await isRegistered(this.ledger, vendor, customerId)))
      return invalidField('/customerId', 'not-known', { value: customerId });
    const product = body.product == null ? null : productOf(body.product, this.books.seriesNames(vendor));
    if (product instanceof InvalidFields) return product;
    const fee = feeOf(body.fee);
    if (fee instanceof InvalidFields) return fee;
    return {
      ...(customerId != null && { customerId }),
      ...(contractNo != null && { contractNo: contractNo.trim() }),
      ...(licenceNo != null && { licenceNo: licenceNo.trim() }),
      ...(purchasedOn != null && { purchasedOn }),
      ...(product != null && { product }),
      ...(fee !== null && { fee }),
    };
  }

  /**
   * Every number the contract ever bore and bears no more. Not the one this correction replaced: repeated after later
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

export const correctContract = useCase({
  command: CorrectContract,
  handler: CorrectContractHandler,
  body: CorrectionDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/corrections ${contractId}`,
  docs: write(
    CorrectionDto,
    {
      number: { reason: '合同号录错', contractNo: 'XS-2025-0313' },
      dates: { reason: '到期日录错', terms: [{ termId: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d', lastDay: '2027-02-28' }] },
    },
    [...numberRefusals, 'term-unknown', 'needs-admin', 'period-unreadable', 'term-before-purchase', ...termRefusals],
    { correctionId: text, ...impact },
  ),
  supposed: { name: 'correct' },
});

const claimsOf = ({ contractNo, licenceNo }: CorrectedFacts): readonly Claim[] => [
  ...(contractNo === undefined ? [] : [{ kind: 'contract-no', value: contractNo } as const]),
  ...(licenceNo === undefined ? [] : [{ kind: 'licence-no', value: licenceNo } as const]),
];
