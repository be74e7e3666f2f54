import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/kernel/decider.js';
import { versionNumbered } from '../../domain/policy/policy-book.js';
import { policyPublication } from '../../domain/policy/publishing.js';
import type { PolicyRow } from '../../projections/policies/policies.row.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, written } from '../platform/http/conventions/commands.js';
import { Invalid, NotFound, Refused } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { contentHash } from './content-hash.js';
import { differencesOf } from './differences.js';
import * as docs from './policies.docs.js';
import { PolicyBooks } from './policy-books.js';
import { pointerOf, validatePolicy } from './validate-policy.js';

/** Published service terms (P1 to P3): whole versions that never change. */
@ApiTags('policies')
@Controller('policies')
export class PoliciesController {
  constructor(
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** The vendor's published versions, the oldest first. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.all)
  async list(@CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    return { items: this.books.policies(vendor).map(summary), nextCursor: null };
  }

  /** One version, whole. */
  @Get(':vendor/versions/:n')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.one)
  async get(@Param('vendor') named: string, @Param('n') n: string, @CurrentCaller() { vendor }: Caller) {
    await this.books.refresh();
    if (named !== vendor) throw new NotFound(named);
    const row = /^\d{1,9}$/.test(n) ? versionNumbered(this.books.policies(vendor), Number(n)) : null;
    if (row === null) throw new NotFound(n);
    return { ...summary(row), policy: row.policy };
  }

  /** Publishes a new version; answers what differs from the one before it. */
  @Post(':vendor/versions')
  @Allow('admin')
  @Documented(docs.publish)
  async publish(
    @Param('vendor') named: string,
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.books.refresh();
    const { vendor } = caller;
    if (named !== vendor) throw new NotFound(named);
    const checked = validatePolicy(body);
    if (!('policy' in checked))
      throw new Invalid(
        checked.problems.map(({ path, reason }) => ({
          pointer: pointerOf(path),
          code: 'not-fitting',
          facts: { reason },
        })),
      );
    const { policy } = checked;
    const before = this.books.policies(vendor).at(-1);
    const request = commandRequest(req, caller, `POST /policies/versions ${vendor}`, body);
    const outcome = await this.ledger.handle({
      vendor,
      category: 'policy',
      id: vendor,
      decider: policyPublication,
      request,
      command: { kind: 'publish', vendor, policy, sha256: contentHash(policy) },
    });
    if (outcome instanceof Refusal) throw new Refused(outcome);
    const { version, effectiveFrom } = policy;
    return written(reply, outcome, {
      id: `${vendor}:${version}`,
      vendor,
      version,
      effectiveFrom,
      revision: outcome.revision,
      differences: before === undefined ? [] : differencesOf(before.policy, policy),
    });
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
