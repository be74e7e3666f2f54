import { writtenDay } from '../../domain/kernel/written.js';
import { html } from '../platform/html/markup.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import { filled, oneOfThree, type Three } from '../platform/http/problems/texts.js';
import { factList, linkPage } from '../platform/html/link-page.js';
import type { LinkedResolution } from './resolutions.js';

const texts = {
  title: ['请确认处理结果', '請確認處理結果', 'Please confirm the resolution'],
  accepted: ['已确认解决', '已確認解決', 'Accepted as resolved'],
  reopened: ['已重新打开', '已重新開啟', 'Reopened'],
  goesOn: [
    '服务请求已重新打开，我们会继续处理。',
    '服務案件已重新開啟，我們會繼續處理。',
    'The request is open again. We go on with it.',
  ],
  request: ['服务请求', '服務案件', 'Request'],
  about: ['标题', '主旨', 'Title'],
  resolution: ['处理结果', '處理結果', 'Resolution'],
  accept: ['确认已解决', '確認已解決', 'Accept: it is resolved'],
  reason: ['仍未解决，原因：', '仍未解決，原因：', 'Not resolved, because:'],
  reopen: ['重新打开', '重新開啟', 'Reopen'],
  through: [
    '到 {lastDay}为止都可重新打开。',
    '到 {lastDay}為止都可重新開啟。',
    'It can be reopened through {lastDay}.',
  ],
} as const satisfies Readonly<Record<string, Three>>;

/** R11, R12: the resolution, with a form that accepts it and one that reopens the request. */
export const resolutionPage = (shown: LinkedResolution): string => {
  const { language, company, state, reopensThrough } = shown;
  const label = (text: Three, facts = {}): string => filled(oneOfThree(text, language), facts);
  const facts = factList([
    [label(texts.request), shown.requestNo],
    [label(texts.about), shown.title],
    [label(texts.resolution), shown.resolution],
  ]);
  const accept = html`<form method="post">
    <input type="hidden" name="answer" value="accept" />
    <button type="submit">${label(texts.accept)}</button>
  </form>`;
  const reopen = html`<form method="post">
    <input type="hidden" name="answer" value="reopen" />
    <label>${label(texts.reason)}<textarea name="reason" rows="3" maxlength="2000" required></textarea></label>
    <button class="second" type="submit">${label(texts.reopen)}</button>
  </form>`;
  const through =
    reopensThrough === null
      ? []
      : [html`<p class="note">${label(texts.through, { lastDay: writtenDay(reopensThrough, language) })}</p>`];
  return linkPage({
    language,
    company,
    title: label(state === 'resolved' ? texts.title : texts.accepted),
    content: [facts, ...(state === 'resolved' ? [accept] : []), reopen, ...through],
  });
};

/** What whoever reopened the request sees. */
export const reopenedPage = ({ language, company, requestNo, title }: LinkedResolution): string =>
  linkPage({
    language,
    company,
    title: oneOfThree(texts.reopened, language),
    content: [
      factList([
        [oneOfThree(texts.request, language), requestNo],
        [oneOfThree(texts.about, language), title],
      ]),
      html`<p>${oneOfThree(texts.goesOn, language)}</p>`,
    ],
  });

/** The request was reopened before: the link is about a resolution that holds no more. */
export const supersededPage = ({ language, company }: LinkedResolution): string => {
  const { title, detail } = problemText('resolution-superseded', {}, language);
  return linkPage({ language, company, title, content: [html`<p>${detail}</p>`] });
};
