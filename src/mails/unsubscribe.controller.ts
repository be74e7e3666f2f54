import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { topics } from '../../domain/customer/customer.events.js';
import { ByToken, IgnoresBody } from '../platform/auth/by-token.js';
import { RateLimits } from '../platform/auth/rate-limits.js';
import { asksForPage, ofLinks, pageHeaders } from '../platform/html/link-page.js';
import { negotiated } from '../platform/http/language.js';
import { Problem } from '../platform/http/problems/problem.js';
import { Documented, type RouteDocs } from '../platform/http/server/documented.js';
import { object, oneOf, text, yesNo } from '../platform/http/server/schemas.js';
import { Tagged } from '../platform/http/server/tags.js';
import { unsubscribePage } from './unsubscribe-page.js';
import { type Unsubscription, Unsubscriptions } from './unsubscriptions.js';

const docs: RouteDocs = {
  answer: object({ company: text, topic: oneOf(topics), subscribed: yesNo }),
  otherwise: { 'text/html': text },
  refuses: ['link-unknown', 'too-many-requests', 'store-unreadable'],
};

/** M5, M6: where the links of notices lead. */
@Tagged('mails', 'Links in mails: no login, the token in the address is the permission.')
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(
    @Inject(Unsubscriptions) private readonly unsubscriptions: Unsubscriptions,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  /**
   * What the token of a notice is about. Nothing changes: programs that check links open them too. JSON, or a page with a
   * button where `Accept` names `text/html`.
   */
  @Get(':token')
  @ByToken()
  @Documented(docs)
  async getUnsubscription(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.shown(await this.unsubscriptions.find(token), request, reply);
  }

  /** Ends notices of the topic for the recipient, as RFC 8058 has it; repeated, it changes nothing. The body is ignored. */
  @Post(':token')
  @HttpCode(200)
  @ByToken()
  @IgnoresBody()
  @Documented(docs)
  async endNotices(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.shown(await this.unsubscriptions.act(token, request.id), request, reply);
  }

  /** M6: guesses count as requests without a credential, and are told nothing that an erased token is not. */
  private async shown(
    found: Unsubscription | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Unsubscription | string> {
    if (found === undefined) {
      await this.limits.unauthenticated(request.ip);
      throw new Problem('link-unknown');
    }
    const isPage = asksForPage(request.headers);
    void reply.headers(isPage ? pageHeaders : ofLinks);
    if (!isPage) return found;
    return unsubscribePage(found, negotiated(request.headers['accept-language']));
  }
}
