import { dayAt, epochOf } from '../../domain/kernel/civil.js';
import { writtenDay } from '../../domain/kernel/written.js';
import { scores } from '../../domain/survey/survey.events.js';
import { html } from '../platform/html/markup.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import { filled, oneOfThree, type Three } from '../platform/http/problems/texts.js';
import { factList, linkPage } from '../platform/html/link-page.js';
import type { LinkedSurvey } from './surveys.js';

const texts = {
  title: ['请评价我们的服务', '請評價我們的服務', 'How was our service?'],
  request: ['服务请求', '服務案件', 'Request'],
  about: ['标题', '主旨', 'Title'],
  question: ['您对这次服务满意吗？', '您對這次服務滿意嗎？', 'How satisfied are you with this service?'],
  comment: ['意见（可不填）', '意見（可不填）', 'Comment, if you like'],
  button: ['提交', '送出', 'Send'],
  open: [
    '调查到 {lastDay}为止，只需填写一次。',
    '調查到 {lastDay}為止，只需填寫一次。',
    'The survey is open through {lastDay}. One answer is enough.',
  ],
  thanks: ['感谢您的评价', '感謝您的評價', 'Thank you'],
  recorded: ['您的评分：{score}。', '您的評分：{score}。', 'Your rating: {score}.'],
} as const satisfies Readonly<Record<string, Three>>;

const scoreTexts: Readonly<Record<(typeof scores)[number], Three>> = {
  1: ['很不满意', '很不滿意', 'Very poor'],
  2: ['不满意', '不滿意', 'Poor'],
  3: ['一般', '普通', 'Fair'],
  4: ['满意', '滿意', 'Good'],
  5: ['很满意', '很滿意', 'Very good'],
};

/** S22: the question, with a form that answers it; opening the page changes nothing. */
export const surveyPage = (survey: LinkedSurvey): string => {
  const { language, company, closesAt, zone, over } = survey;
  const label = (text: Three, facts = {}): string => filled(oneOfThree(text, language), facts);
  if (over !== null) {
    const { title, detail } = problemText(over, {}, language);
    return linkPage({ language, company, title, content: [html`<p>${detail}</p>`] });
  }
  const lastDay = closesAt === null ? '' : writtenDay(dayAt(epochOf(closesAt) - 1, zone), language);
  return linkPage({
    language,
    company,
    title: label(texts.title),
    content: [
      factsOf(survey),
      html`<form method="post">
          <fieldset>
            <legend>${label(texts.question)}</legend>
            <div class="scores">
              ${scores.map(
                (score) =>
                  html`<label
                    ><input type="radio" name="score" value="${score}" required /><b>${score}</b
                    ><span>${label(scoreTexts[score])}</span></label
                  >`,
              )}
            </div>
          </fieldset>
          <label>${label(texts.comment)}<textarea name="comment" rows="4" maxlength="5000"></textarea></label>
          <button type="submit">${label(texts.button)}</button>
        </form>
        <p class="note">${label(texts.open, { lastDay })}</p>`,
    ],
  });
};

/** What whoever answered sees. */
export const thanksPage = (survey: LinkedSurvey): string => {
  const { language, company, score } = survey;
  const recorded = filled(oneOfThree(texts.recorded, language), { score: score ?? '' });
  return linkPage({
    language,
    company,
    title: oneOfThree(texts.thanks, language),
    content: [factsOf(survey), html`<p>${recorded}</p>`],
  });
};

const factsOf = ({ language, requestNo, title }: LinkedSurvey) =>
  factList([
    [oneOfThree(texts.request, language), requestNo],
    [oneOfThree(texts.about, language), title],
  ]);
