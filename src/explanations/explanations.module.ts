import { Module } from '@nestjs/common';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.js';

@Module({ controllers: [ExplanationsController], providers: [Explanations] })
export class ExplanationsModule {}
