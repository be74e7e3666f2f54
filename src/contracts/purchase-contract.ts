import { codeKey } from '../../domain/kernel/spelling.js';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract } from '../../domain/contract/contract.js';
import { customer } from '../../domain/customer/customer.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { Product } from '../../domain/contract/contract.events.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { Invalid, NotFound } from '../platform/http/problems/problem.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { effectiveAt, policyVersionOf } from './change-contract.js';
import { type ContractOutcome, settled } from './contract-answers.js';
import type { ProductDto, PurchaseDto } from './contracts.dto.js';

/** C1: records a purchase and opens its free term. */
export class PurchaseContract extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly said: PurchaseDto,
  ) {
    super();
  }
}

@CommandHandler(PurchaseContract)
export class PurchaseContractHandler implements ICommandHandler<PurchaseContract> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async execute({ vendor, request, said }: PurchaseContract) {
    await this.books.refresh();
    const owner = await this.ledger.load(vendor, 'customer', said.customerId, customer);
    if (owner.state.status !== 'registered') throw new NotFound(said.customerId);
    const product = productOf(said.product, this.books.seriesNames(vendor));
    const contractId = derivedId('con', vendor, request.scope, request.key);
    const claims = [
      { kind: 'contract-no', value: said.contractNo },
      { kind: 'licence-no', value: said.licenceNo },
    ] as const;
    const outcome = await this.reservations.claiming(
      vendor,
      claims,
      { ownerId: contractId, ownerStream: streamName(vendor, 'contract', contractId) },
      request,
      () =>
        this.ledger.handle({
          vendor,
          category: 'contract',
          id: contractId,
          decider: contract,
          request,
          command: (): CommandOf<'purchase'> => {
            const today = this.books.today(vendor);
            const { version, terms } = this.books.signedOn(vendor, said.purchasedOn < today ? said.purchasedOn : today);
            return {
              kind: 'purchase',
              contractId,
              customerId: said.customerId,
              contractNo: said.contractNo.trim(),
              licenceNo: said.licenceNo.trim(),
              product,
              purchasedOn: said.purchasedOn,
              freePeriod: said.freePeriod ?? terms.freePeriod,
              termId: derivedId('trm', contractId, 'free'),
              policyVersion: version,
              termEnds: this.books.termEnds(vendor),
              today,
              fee: said.fee ?? null,
              note: null,
              importedAs: null,
              paidTerms: [],
            };
          },
          effectiveAt: (event) => effectiveAt(event, this.books.zone(vendor)),
          policyVersion: policyVersionOf,
        }),
    );
    return settled(outcome as ContractOutcome, contractId);
  }
}

/** The product as the ledger writes it: the series by the policy's code, the version in its one spelling (V1). */
export const productOf = (said: ProductDto, series: ReadonlyMap<string, string>): Product => {
  const code = series.get(codeKey(said.series));
  if (code === undefined)
    throw new Invalid([
      {
        pointer: '/product/series',
        code: 'not-one-of',
        facts: { value: said.series, allowed: [...new Set(series.values())].join(', ') },
      },
    ]);
  const version = readVersion(said.version);
  if (!isVersion(version))
    throw new Invalid([{ pointer: '/product/version', code: 'not-a-version', facts: { value: said.version } }]);
  const modules = (said.modules ?? []).map((module) => ({
    code: module.code.trim(),
    customized: module.customized ?? false,
  }));
  return { series: code, name: said.name.trim(), version: version.text, modules };
};
