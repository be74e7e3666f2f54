import { Module } from '@nestjs/common';
import { ContractLifeModule } from '../contract-life/contract-life.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { DossiersController } from './dossiers.controller.js';
import { DossierEvents } from './dossier-events.js';
import { DossierObligations } from './dossier-obligations.js';
import { DossierRequests } from './dossier-requests.js';
import { Dossiers } from './dossiers.js';

@Module({
  imports: [ContractLifeModule, ContractsModule, ExplanationsModule],
  controllers: [DossiersController],
  providers: [Dossiers, DossierEvents, DossierRequests, DossierObligations],
})
export class DossiersModule {}
