import { Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimits } from '../platform/auth/rate-limits.js';
import { asksForPage, ofLinks, pageHeaders } from '../platform/html/link-page.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import { Problem } from '../platform/http/problems/problem.js';

/** What a link is answered with. */
export interface LinkAnswer {
  readonly json: object;
  readonly page: string;
  /** Why it leads to nothing any more (410); null while it does. */
  readonly over: ProblemCode | null;
}

/** M6: how links of mails are answered: a page where `Accept` names `text/html`, JSON otherwise. */
export class LinkAnswers {
  constructor(@Inject(RateLimits) private readonly limits: RateLimits) {}

  /** Guesses count as requests without a credential. @throws Problem link-unknown, too-many-requests */
  async found<T>(found: T | undefined, { ip }: FastifyRequest): Promise<T> {
    if (found !== undefined) return found;
    await this.limits.unauthenticated(ip);
    throw new Problem('link-unknown');
  }

  /** @throws Problem where it is over and no page was asked for */
  sent({ json, page, over }: LinkAnswer, { headers }: FastifyRequest, reply: FastifyReply): object | string {
    if (!asksForPage(headers)) {
      if (over !== null) throw new Problem(over);
      void reply.headers(ofLinks);
      return json;
    }
    if (over !== null) void reply.status(410);
    void reply.headers(pageHeaders);
    return page;
  }
}
