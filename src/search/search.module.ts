import { Module } from '@nestjs/common';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

@Module({ controllers: [SearchController], providers: [Search], exports: [Search] })
export class SearchModule {}
