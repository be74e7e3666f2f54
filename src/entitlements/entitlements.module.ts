import { Module } from '@nestjs/common';
import { Batches } from './batches.js';
import { EntitlementsController } from './entitlements.controller.js';

@Module({ controllers: [EntitlementsController], providers: [Batches] })
export class EntitlementsModule {}
