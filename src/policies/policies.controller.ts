import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { versionNumbered } from '../../domain/policy/policy-book.js';
import type { PolicyRow } from '../../projections/policies/policies.row.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import * as docs from './policies.docs.js';
import { PolicyBooks } from './policy-books.js';
import { publishPolicy } from './publish-policy.command.js';
import { Tagged } from '../platform/http/server/tags.js';

/** Published service terms (P1 to P3): whole versions that never change. */
@Tagged('policies', 'The service policies of the vendors, by version.')
@Controller('policies')
export class PoliciesController {
  constructor(
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(HttpCommands) private readonly commands: HttpCommands,
  ) {}

  /** The vendor's published versions, the oldest first. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.all)
  async listPolicies(@CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    return { items: this.books.policies(vendor).map(summary), nextCursor: null };
  }

  /** One version, whole. */
  @Get(':vendor/versions/:n')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.one)
  async getPolicyVersion(@Param('vendor') named: string, @Param('n') n: string, @CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    if (named !== vendor) throw new NotFound(named);
    const row = /^\d{1,9}$/.test(n) ? versionNumbered(this.books.policies(vendor), Number(n)) : null;
    if (row === null) throw new NotFound(n);
    return { ...summary(row), policy: row.policy };
  }

  /** Publishes a new version; answers what differs from the one before it. */
  @Post(':vendor/versions')
  @Allow('admin')
  @Documented(publishPolicy.docs)
  publishPolicy(@Param('vendor') vendor: string, @Body() body: object, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(publishPolicy, { vendor }, body, exchange);
  }
}

const summary = ({ vendor, version, effectiveFrom, sha256, publishedAt, position }: PolicyRow) => ({
  vendor,
  version,
  effectiveFrom,
  sha256,
  publishedAt,
  position,
});
