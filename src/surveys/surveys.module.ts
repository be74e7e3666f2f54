import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { LinkAnswers } from './link-answers.js';
import { LinkedRequests } from './linked-requests.js';
import { Resolutions } from './resolutions.js';
import { ResolutionsController } from './resolutions.controller.js';
import { Surveys } from './surveys.js';
import { SurveysController } from './surveys.controller.js';

@Module({
  imports: [RequestsModule],
  controllers: [SurveysController, ResolutionsController],
  providers: [LinkAnswers, LinkedRequests, Resolutions, Surveys],
})
export class SurveysModule {}
