import { Module } from '@nestjs/common';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { ContractLifeController } from './contract-life.controller.js';
import { Knowledge } from './knowledge.js';
import { KnownContracts } from './known-contracts.js';
import { Lives } from './life.js';

@Module({
  imports: [ExplanationsModule],
  controllers: [ContractLifeController],
  providers: [KnownContracts, Lives, Knowledge],
  exports: [KnownContracts, Lives],
})
export class ContractLifeModule {}
