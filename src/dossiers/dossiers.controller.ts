import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writingIn } from '../explanations/explanations.port.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { IsInstantOrDay } from '../platform/http/validation/decorators.js';
import type { Dossier } from './dossier.js';
import { dossier } from './dossiers.docs.js';
import { Dossiers } from './dossiers.js';
import { pageOf } from './page.js';
import { pagePolicy } from './page-style.js';

export class DossierQuery {
  /** The instant that the decisions are about; now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** With what was known at this instant (T5). */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() knownAt?: string;
}

/** Everything of one contract or customer, for whoever has to prove it. */
@Tagged('history')
@Controller()
export class DossiersController {
  constructor(@Inject(Dossiers) private readonly dossiers: Dossiers) {}

  /**
   * All that is recorded of a contract: facts, its life in sentences, who recorded what and why, the policies in force,
   * the decisions about the nine services with their receipts, and the events with positions and hashes. JSON, or a
   * page that prints on A4 where `Accept` prefers `text/html`.
   */
  @Get('contracts/:id/dossier')
  @Allow('sales', 'admin', 'auditor')
  @Documented(dossier)
  async getContractDossier(
    @Param('id') id: string,
    @Query() query: DossierQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(await this.dossiers.ofContract(vendor, id, query, language, signal), request, reply);
  }

  /** The same of a customer, with all contracts that it ever owned. */
  @Get('customers/:id/dossier')
  @Allow('sales', 'admin', 'auditor')
  @Documented(dossier)
  async getCustomerDossier(
    @Param('id') id: string,
    @Query() query: DossierQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(await this.dossiers.ofCustomer(vendor, id, query, language, signal), request, reply);
  }
}

const shown = (made: Dossier, request: FastifyRequest, reply: FastifyReply): Dossier | string => {
  // A2: persons are in it: nobody on the way keeps it.
  void reply.header('vary', 'accept, accept-language').header('cache-control', 'no-store');
  if (!prefersHtml(request.headers.accept)) return made;
  void reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pagePolicy);
  return pageOf(made, writingIn(made.language, made.zone));
};

/** RFC 9110: whether HTML is named, and not wanted less than JSON. */
export const prefersHtml = (accept: string | undefined): boolean => {
  const wanted = new Map(
    (accept ?? '').split(',').map((range) => {
      const [type, ...parameters] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return [type!, quality === undefined ? 1 : Number(quality.slice(2)) || 0] as const;
    }),
  );
  const page = wanted.get('text/html') ?? wanted.get('text/*') ?? 0;
  const json = wanted.get('application/json') ?? 0;
  return page > 0 && page >= json;
};
