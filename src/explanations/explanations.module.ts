import { Module } from '@nestjs/common';
import { EventSentences } from './event-sentences.js';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.js';

@Module({
  controllers: [ExplanationsController],
  providers: [EventSentences, Explanations],
  exports: [EventSentences, Explanations],
})
export class ExplanationsModule {}
