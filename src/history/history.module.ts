import { Module } from '@nestjs/common';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { HistoryController } from './history.controller.js';
import { History } from './history.service.js';
import { ServedStreams } from './served-streams.js';
import { TimelineEnds } from './timeline-ends.js';

@Module({
  imports: [ExplanationsModule],
  controllers: [HistoryController],
  providers: [History, ServedStreams, TimelineEnds],
  exports: [History, TimelineEnds],
})
export class HistoryModule {}
