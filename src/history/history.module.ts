import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller.js';
import { History } from './history.service.js';

@Module({ controllers: [HistoryController], providers: [History] })
export class HistoryModule {}
