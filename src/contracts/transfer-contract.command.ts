import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { isRegistered } from '../customers/customers.port.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay, Text } from '../platform/http/validation/decorators.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { impact, write } from './contract-schemas.js';

/** C7. */
export class TransferDto {
  @OrCode({ required: true }) @ApiProperty() @Text(100) toCustomerId!: string;
  @ApiProperty({ example: '2026-01-01' }) @IsDay() from!: string;
}

/** C7: the rights move to another customer of the same vendor from a day on. */
export class TransferContract extends LedgerCommand<TransferDto, 'contractId', ContractExecuted> {}

@CommandHandler(TransferContract)
export class TransferContractHandler implements ICommandHandler<TransferContract> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  execute(command: TransferContract) {
    const { toCustomerId, from } = command.body;
    return this.contracts.changeWithImpact(
      command,
      async () => {
        if (!(await isRegistered(this.ledger, command.vendor, toCustomerId)))
          return invalidField('/toCustomerId', 'not-known', { value: toCustomerId });
        return { kind: 'transfer', toCustomerId, from };
      },
      { ContractTransferred: (_, { owners }) => ({ transferId: owners.at(-1)!.transferId }) },
    );
  }
}

export const transferContract = useCase({
  command: TransferContract,
  handler: TransferContractHandler,
  body: TransferDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/transfer ${contractId}`,
  docs: write(
    TransferDto,
    { to: { toCustomerId: 'cus_1g4l0y3n8r2w6x9z5a7b1c3d5e', from: '2026-05-28' } },
    ['already-owner', 'terminated', 'transfer-too-early'],
    { transferId: text, ...impact },
    200,
  ),
  supposed: { name: 'transfer', makes: 'transferId' },
});
