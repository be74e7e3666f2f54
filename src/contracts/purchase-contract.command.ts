import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { ImportedPersons } from '../../domain/contract/contract.events.js';
import type { Day } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Personal } from '../../domain/kernel/personal.js';
import { isRegistered } from '../customers/customers.port.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { Code, IsDay, IsPeriodText, MoneyDto, Nested, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { feeOf } from './amounts.js';
import { ContractChanges, type ContractExecuted, executed } from './contract-changes.js';
import { numberRefusals, termRefusals, write } from './contract-schemas.js';
import { ProductDto, productOf } from './product.dto.js';

/** C1: one purchase of one licensed product. */
export class PurchaseDto {
  @OrCode({ required: true })
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' })
  @Text(100)
  customerId!: string;
  /** Unique among the vendor's contracts, whatever its case. */
  @ApiProperty({ example: 'XS-2025-0311' }) @Code(100) contractNo!: string;
  @ApiProperty({ example: 'EKP-7F3A01BC' }) @Code(100) licenceNo!: string;
  /** First day of the free term, in the vendor's zone. */
  @ApiProperty({ example: '2025-03-01' }) @IsDay() purchasedOn!: string;
  @ApiProperty({ type: ProductDto }) @Nested(() => ProductDto) product!: ProductDto;
  /** ISO 8601 duration; the policy's where absent. */
  @ApiPropertyOptional({ example: 'P1Y' }) @IsOptional() @IsPeriodText() freePeriod?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
}

/** What an import adds to the fields of the route: the paid terms, and by what the record is recognized (C11). */
export interface ImportedPurchase {
  readonly contractId: string;
  readonly note: Personal<string> | null;
  readonly importedAs: string;
  readonly importedPersons: ImportedPersons;
  readonly paidTerms: readonly { readonly firstDay: Day; readonly lastDay: Day }[];
}
/** No caller of the route can send `imported`: the body's class does not have it. */
export type Purchase = PurchaseDto & { readonly imported?: ImportedPurchase };

/** C1: records a purchase and opens its free term. */
export class PurchaseContract extends LedgerCommand<Purchase, never, ContractExecuted> {}

@CommandHandler(PurchaseContract)
export class PurchaseContractHandler implements ICommandHandler<PurchaseContract> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async execute({ vendor, body, request }: PurchaseContract): Promise<ContractExecuted | Refusal> {
    await this.books.refresh();
    const { customerId, purchasedOn, imported } = body;
    if (!(await isRegistered(this.ledger, vendor, customerId)))
      return new Refusal('customer-unknown', 'C1', { id: customerId });
    const product = productOf(body.product, this.books.seriesNames(vendor));
    if (product instanceof Refusal) return product;
    const fee = feeOf(body.fee);
    if (fee instanceof Refusal) return fee;
    const contractId = imported?.contractId ?? derivedId('con', vendor, request.scope, request.key);
    const claims = [
      { kind: 'contract-no', value: body.contractNo },
      { kind: 'licence-no', value: body.licenceNo },
    ] as const;
    const owner = { ownerId: contractId, ownerStream: streamName(vendor, 'contract', contractId) };
    const purchase = (): CommandOf<'purchase'> => {
      const today = this.books.today(vendor);
      const { version, terms } = this.books.signedOn(vendor, purchasedOn < today ? purchasedOn : today);
      return {
        kind: 'purchase',
        contractId,
        customerId,
        contractNo: body.contractNo.trim(),
        licenceNo: body.licenceNo.trim(),
        product,
        purchasedOn,
        freePeriod: body.freePeriod ?? terms.freePeriod,
        termId: derivedId('trm', contractId, 'free'),
        policyVersion: version,
        termEnds: this.books.termEnds(vendor),
        today,
        fee,
        note: imported?.note ?? null,
        importedAs: imported?.importedAs ?? null,
        paidTerms: imported === undefined ? [] : this.paidTerms(vendor, imported, today),
      };
    };
    const command = (): CommandOf<'purchase'> =>
      imported === undefined ? purchase() : { ...purchase(), importedPersons: imported.importedPersons };
    const outcome = await this.reservations.founding(vendor, claims, owner, request, (along) =>
      this.contracts.record(vendor, contractId, request, command, along),
    );
    return outcome instanceof Refusal ? outcome : executed(outcome);
  }

  /** An export does not name when a paid term was signed: on its first day, or today where that is still to come. */
  private paidTerms(
    vendor: string,
    { contractId, paidTerms }: ImportedPurchase,
    today: Day,
  ): CommandOf<'purchase'>['paidTerms'] {
    return paidTerms.map(({ firstDay, lastDay }) => {
      const signedOn = firstDay < today ? firstDay : today;
      const policyVersion = this.books.signedOn(vendor, signedOn).version;
      return { termId: derivedId('trm', contractId, firstDay), signedOn, firstDay, lastDay, policyVersion };
    });
  }
}

export const purchaseContract = useCase({
  command: PurchaseContract,
  handler: PurchaseContractHandler,
  body: PurchaseDto,
  ids: [],
  scope: () => 'POST /contracts',
  docs: write(
    PurchaseDto,
    {
      whole: {
        customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
        contractNo: 'XS-2025-0311',
        licenceNo: 'EKP-7F3A01BC',
        purchasedOn: '2025-03-01',
        freePeriod: 'P1Y',
        product: {
          series: 'EKP',
          name: '致远EKP',
          version: '4.11',
          modules: [{ code: 'CRM', customized: true }, { code: 'HR' }],
        },
        fee: { amount: '80000.00', currency: 'CNY' },
      },
      least: {
        customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
        contractNo: 'XS-2025-0312',
        licenceNo: 'EKP-7F3A01BD',
        purchasedOn: '2025-03-01',
        product: { series: 'EKP', name: '致远EKP', version: '4.11' },
      },
    },
    [...numberRefusals, ...termRefusals, 'period-unreadable'],
  ),
  supposed: { name: 'purchase' },
});
