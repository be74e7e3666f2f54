import { Module } from '@nestjs/common';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { HistoryController } from './history.controller.js';
import { History } from './history.service.js';

@Module({ imports: [ExplanationsModule], controllers: [HistoryController], providers: [History], exports: [History] })
export class HistoryModule {}
