import { Module } from '@nestjs/common';
import { Imports } from './imports.service.js';

@Module({ providers: [Imports] })
export class ImportsModule {}
