import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ByToken, TakesForm } from '../platform/auth/by-token.js';
import { Documented, type RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, object, oneOf, orNull, text } from '../platform/http/server/schemas.js';
import { Tagged } from '../platform/http/server/tags.js';
import { LinkAnswers } from './link-answers.js';
import { reopenedPage, resolutionPage, supersededPage } from './resolution-page.js';
import { type LinkedResolution, Resolutions } from './resolutions.js';
import { ResolutionAnswerDto } from './surveys.dto.js';

const docs: RouteDocs = {
  answer: object({
    company: text,
    requestNo: text,
    title: orNull(text),
    resolution: orNull(text),
    resolvedAt: orNull(instant),
    state: oneOf(['resolved', 'closed', 'reopened']),
    reopensThrough: orNull(day),
  }),
  otherwise: { 'text/html': text },
  refuses: ['link-unknown', 'resolution-superseded', 'too-many-requests'],
};

/** R11, R12: where the links of resolutions lead. */
@Tagged('surveys')
@Controller('resolutions')
export class ResolutionsController {
  constructor(
    @Inject(Resolutions) private readonly resolutions: Resolutions,
    @Inject(LinkAnswers) private readonly answers: LinkAnswers,
  ) {}

  /** A resolution, as JSON or as a page that accepts it or reopens the request. Nothing changes by opening it. */
  @Get(':token')
  @ByToken()
  @Documented(docs)
  async getResolution(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const shown = await this.answers.found(await this.resolutions.find(token), request);
    const over = shown.state === 'reopened' ? 'resolution-superseded' : null;
    const page = over === null ? resolutionPage(shown) : supersededPage(shown);
    return this.answers.sent({ json: jsonOf(shown), page, over }, request, reply);
  }

  /** Accepts the resolution, which closes the request, or reopens it with a reason; a form of the page is taken too. */
  @Post(':token')
  @HttpCode(200)
  @ByToken()
  @TakesForm()
  @Documented({
    ...docs,
    refuses: [...docs.refuses!, 'reopen-too-late', 'request-state'],
    body: { type: ResolutionAnswerDto },
    examples: { accept: { answer: 'accept' }, reopen: { answer: 'reopen', reason: '问题再次出现' } },
  })
  async answerResolution(
    @Param('token') token: string,
    @Body() body: ResolutionAnswerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { before, after } = await this.answers.found(await this.resolutions.answer(token, body, request.id), request);
    const over = before ? 'resolution-superseded' : null;
    const page =
      over !== null ? supersededPage(after) : after.state === 'reopened' ? reopenedPage(after) : resolutionPage(after);
    return this.answers.sent({ json: jsonOf(after), page, over }, request, reply);
  }
}

const jsonOf = ({ company, requestNo, title, resolution, resolvedAt, state, reopensThrough }: LinkedResolution) => ({
  company,
  requestNo,
  title,
  resolution,
  resolvedAt,
  state,
  reopensThrough,
});
