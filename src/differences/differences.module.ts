import { Module } from '@nestjs/common';
import { ContractLifeModule } from '../contract-life/contract-life.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { DifferencesController } from './differences.controller.js';
import { Differences } from './differences.js';

@Module({
  imports: [ContractLifeModule, ContractsModule, ExplanationsModule],
  controllers: [DifferencesController],
  providers: [Differences],
})
export class DifferencesModule {}
