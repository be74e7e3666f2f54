import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ChangeContractHandler } from './change-contract.js';
import { ContractReader } from './contract-reader.js';
import { ContractSearch } from './contract-search.js';
import { ContractsController } from './contracts.controller.js';
import { CorrectContractHandler } from './correct-contract.js';
import { CorrectTransferHandler } from './correct-transfer.js';
import { CorrectUpgradeHandler } from './correct-upgrade.js';
import { ExerciseUpgradeHandler } from './exercise-upgrade.js';
import { Impact } from './impact.js';
import { PurchaseContractHandler } from './purchase-contract.js';
import { RecordedFactsController } from './recorded-facts.controller.js';
import { TransferContractHandler } from './transfer-contract.js';
import { UseAllowanceHandler } from './use-allowance.js';

@Module({
  imports: [CqrsModule],
  controllers: [ContractsController, RecordedFactsController],
  providers: [
    Impact,
    ContractReader,
    ContractSearch,
    PurchaseContractHandler,
    ChangeContractHandler,
    CorrectContractHandler,
    CorrectTransferHandler,
    CorrectUpgradeHandler,
    ExerciseUpgradeHandler,
    TransferContractHandler,
    UseAllowanceHandler,
  ],
})
export class ContractsModule {}
