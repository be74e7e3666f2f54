import { Module } from '@nestjs/common';
import { NameFilters } from './name-filters.js';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

@Module({ controllers: [SearchController], providers: [Search, NameFilters], exports: [Search, NameFilters] })
export class SearchModule {}
