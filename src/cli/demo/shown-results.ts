import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addDays, type Day } from '../../../domain/kernel/civil.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { writtenDay } from '../../../domain/kernel/written.js';
import { outboxFolder } from '../../platform/mail/open-mail.js';
import type { SentMail, SentMails } from './quarter/sent-mails.js';
import { quarterDays } from './quarter/quarter.js';
import type { DemoVendor } from './scenario.js';
import { demoText } from './texts.js';

interface Shown {
  readonly app: NestFastifyApplication;
  readonly mails: SentMails;
  readonly home: string;
  readonly language: Language;
  readonly today: Day;
  /** Null without a server: no request works then, and the folder is about to be removed. */
  readonly url: string | null;
  readonly key: string;
}

const companies = { seeyon: '致远', huaruan: '華軟' } as const;

/** What the quarter left: its figures, and where a server runs three mails and three requests worth a look. */
export const shownResults = async (shown: Shown): Promise<readonly string[]> => {
  const { mails, home, language, today, url, key } = shown;
  const from = addDays(today, -quarterDays);
  const figures = [
    demoText(language, 'quarter', { first: writtenDay(from, language), last: writtenDay(today, language) }),
    await figuresOf(shown, 'seeyon', from),
    await figuresOf(shown, 'huaruan', from),
    demoText(language, 'sent', { mails: mails.all.length }),
  ];
  if (url === null) return figures;
  const sent = Object.entries(headersOf(key, 'seeyon', language)).map(([name, value]) => `-H '${name}: ${value}'`);
  const request = (name: 'atRisk' | 'report' | 'owed', path: string): readonly string[] => [
    demoText(language, name),
    `   curl -s ${sent.join(' ')} '${url}/api/v1${path}'`,
  ];
  return [
    ...figures,
    '',
    demoText(language, 'outbox', { folder: outboxFolder(home) }),
    ...worthOpening(mails.all, language).map(({ subject, file }) => `   ${subject}\n      ${file}`),
    ...request('atRisk', '/requests?promise=at-risk'),
    ...request('report', `/reports/service-levels?from=${from}&to=${today}`),
    ...request('owed', '/obligations?state=planned&limit=5'),
  ];
};

interface Rate {
  readonly rate: number | null;
}

const figuresOf = async ({ app, language, today, key }: Shown, vendor: DemoVendor, from: Day): Promise<string> => {
  const headers = headersOf(key, vendor, language);
  const report = async <T>(name: string): Promise<T> => {
    const url = `/api/v1/reports/${name}?from=${from}&to=${today}`;
    return (await app.inject({ method: 'GET', url, headers })).json<T>();
  };
  const { calls, promises } = await report<{ readonly calls: Rate; readonly promises: Rate }>('service-levels');
  const satisfaction = await report<{ readonly average: number | null; readonly answered: number }>('satisfaction');
  const renewals = await report<Rate>('renewals');
  return demoText(language, 'figures', {
    company: companies[vendor],
    calls: shownRate(calls),
    promises: shownRate(promises),
    average: satisfaction.average ?? '–',
    surveys: satisfaction.answered,
    renewals: shownRate(renewals),
  });
};

const shownRate = ({ rate }: Rate): number | string => rate ?? '–';

const headersOf = (key: string, vendor: DemoVendor, language: Language) => ({
  authorization: `Bearer ${key}`,
  'ledger-vendor': vendor,
  'accept-language': language,
});

/**
 * The newest survey and resolution, whose links can be followed, and the newest reminder of a contract: of those in the
 * reader's language where there are any.
 */
const worthOpening = (all: readonly SentMail[], language: Language): readonly SentMail[] =>
  [
    ({ text }: SentMail) => text.includes('/api/v1/surveys/'),
    ({ text }: SentMail) => text.includes('/api/v1/resolutions/'),
    ({ headers, recipientKey }: SentMail) => headers['References'] === undefined && recipientKey.startsWith('per_'),
  ].flatMap((isOne) => {
    const found = all.filter(isOne);
    return found.findLast(({ html }) => html.includes(`<html lang="${language}"`)) ?? found.at(-1) ?? [];
  });
