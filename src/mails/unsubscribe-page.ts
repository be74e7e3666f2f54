import type { Topic } from '../../domain/customer/customer.events.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { linkPage } from '../platform/html/link-page.js';
import { html } from '../platform/html/markup.js';
import { filled, oneOfThree, type Three } from '../platform/http/problems/texts.js';
import type { Unsubscription } from './unsubscriptions.js';

const topicNames: Readonly<Record<Topic, Three>> = {
  contract: ['合同', '合約', 'contracts'],
  release: ['版本发布', '版本發布', 'releases'],
  article: ['文章', '文章', 'articles'],
  media: ['介质', '媒體', 'media'],
  club: ['客户关怀活动', '客戶關懷活動', 'customer events'],
  survey: ['满意度调查', '滿意度調查', 'surveys'],
};

const texts = {
  title: ['邮件订阅', '郵件訂閱', 'Mails'],
  question: [
    '不再接收{company}关于“{topic}”的邮件？',
    '不再接收{company}關於「{topic}」的郵件？',
    'Receive no more mails from {company} about {topic}?',
  ],
  button: ['不再接收', '不再接收', 'Unsubscribe'],
  contract: [
    '合同与服务请求的邮件不受影响。',
    '合約與服務案件的郵件不受影響。',
    'Mails about contracts and requests go on.',
  ],
  done: [
    '您不再接收{company}关于“{topic}”的邮件。',
    '您不再接收{company}關於「{topic}」的郵件。',
    'You receive no more mails from {company} about {topic}.',
  ],
} as const satisfies Readonly<Record<string, Three>>;

/** M5: what the token is about, with a button that acts; opening the page changes nothing. */
export const unsubscribePage = ({ company, topic, subscribed }: Unsubscription, language: Language): string => {
  const label = (text: Three): string =>
    filled(oneOfThree(text, language), { company, topic: oneOfThree(topicNames[topic], language) });
  return linkPage({
    language,
    company,
    title: label(texts.title),
    content: [
      html`<p>${label(subscribed ? texts.question : texts.done)}</p>`,
      ...(subscribed ? [html`<form method="post"><button type="submit">${label(texts.button)}</button></form>`] : []),
      html`<p class="note">${label(texts.contract)}</p>`,
    ],
  });
};
