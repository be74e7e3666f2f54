import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { scores } from '../../domain/survey/survey.events.js';
import { ByToken, TakesForm } from '../platform/auth/by-token.js';
import { Documented, type RouteDocs } from '../platform/http/server/documented.js';
import { instant, list, object, orNull, text, whole } from '../platform/http/server/schemas.js';
import { Tagged } from '../platform/http/server/tags.js';
import { LinkAnswers } from './link-answers.js';
import { surveyPage, thanksPage } from './survey-page.js';
import { SurveyAnswerDto } from './surveys.dto.js';
import { Surveys } from './surveys.js';

const refuses = [
  'link-unknown',
  'survey-answered',
  'survey-closed',
  'survey-superseded',
  'survey-not-sent',
  'too-many-requests',
] as const;
const asked: RouteDocs = {
  answer: object({
    company: text,
    requestNo: text,
    title: orNull(text),
    closesAt: orNull(instant),
    scores: list(whole),
  }),
  otherwise: { 'text/html': text },
  refuses,
};
const answered: RouteDocs = {
  answer: object({ company: text, requestNo: text, score: orNull(whole) }),
  otherwise: { 'text/html': text },
  refuses,
  body: { type: SurveyAnswerDto },
  examples: { whole: { score: 2, comment: '等了两天才有人处理' } },
};

/** S22: where the links of surveys lead. */
@Tagged('surveys', 'Surveys and resolutions by links in mails: no login, the token in the address is the permission.')
@Controller('surveys')
export class SurveysController {
  constructor(
    @Inject(Surveys) private readonly surveys: Surveys,
    @Inject(LinkAnswers) private readonly answers: LinkAnswers,
  ) {}

  /**
   * The question of a survey, as JSON or as a page with a form. It answers nothing: programs that check links open it.
   */
  @Get(':token')
  @ByToken()
  @Documented(asked)
  async getSurvey(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const survey = await this.answers.found(await this.surveys.find(token), request);
    const { company, requestNo, title, closesAt, over } = survey;
    const json = { company, requestNo, title, closesAt, scores };
    return this.answers.sent({ json, page: surveyPage(survey), over }, request, reply);
  }

  /** Answers a survey, once (S22); a form of the page is taken too. */
  @Post(':token')
  @HttpCode(200)
  @ByToken()
  @TakesForm('score')
  @Documented(answered)
  async answerSurvey(
    @Param('token') token: string,
    @Body() body: SurveyAnswerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const survey = await this.answers.found(await this.surveys.answer(token, body, request.id), request);
    const { company, requestNo, score, over } = survey;
    const page = over === null ? thanksPage(survey) : surveyPage(survey);
    return this.answers.sent({ json: { company, requestNo, score }, page, over }, request, reply);
  }
}
