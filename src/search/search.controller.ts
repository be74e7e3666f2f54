import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { searchBounds } from './bounds.js';
import * as docs from './search.docs.js';
import { SearchParameters } from './search.dto.js';
import { Search } from './search.js';
import { type SearchAnswer, type SearchKind, searchKinds } from './search-answer.js';

@Tagged('search', 'Customers, contracts, licences and persons by any part of their names and numbers.')
@Controller('search')
export class SearchController {
  constructor(@Inject(Search) private readonly search: Search) {}

  /**
   * What has the text in its name or number, by kind: what is that text, then what begins so, then what holds it.
   * Persons, telephone numbers and mail addresses for sales, admin, support, engineer and auditor alone (A2); a key of
   * a customer finds what is that customer's own.
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'customer', 'system')
  @Documented(docs.found)
  findAnything(@Query() { q, kinds, limit }: SearchParameters, @CurrentCaller() caller: Caller): Promise<SearchAnswer> {
    return this.search.find(caller, {
      q,
      limit: groupLimit(limit),
      ...(kinds !== undefined && { kinds: kinds.split(',').map((kind) => kindOf(kind.trim())) }),
    });
  }
}

/** @throws Invalid */
const kindOf = (value: string): SearchKind => {
  const kind = searchKinds.find((each) => each === value);
  if (kind !== undefined) return kind;
  throw new Invalid([{ pointer: '?kinds', code: 'not-one-of', facts: { value, allowed: searchKinds.join(', ') } }]);
};

/** @throws Invalid */
const groupLimit = (limit: string | undefined): number => {
  if (limit === undefined) return searchBounds.usualGroup;
  const to = searchBounds.largestGroup;
  const asked = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (asked < 1 || asked > to)
    throw new Invalid([{ pointer: '?limit', code: 'out-of-range', facts: { value: limit, from: 1, to } }]);
  return asked;
};
