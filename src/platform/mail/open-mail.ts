import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { publicUrlOf } from '../config/public-url.js';
import type { Config } from '../config/settings.js';
import type { MailPort } from './mail.js';
import { Outbox } from './outbox.js';
import { SmtpMail } from './smtp-mail.js';
import { smtpPlace } from './smtp-place.js';

/** The folder of `MAIL_URL=outbox:`. */
export const outboxFolder = (home: string): string => join(home, 'outbox');

/** The engine that `MAIL_URL` names by its scheme (docs/decisions/0010). */
export function openMail(config: Config, clock: Pick<Clock, 'ms'>): MailPort {
  const place = smtpPlace(config.mailUrl);
  return place === undefined
    ? Outbox.open(outboxFolder(config.home), clock.ms)
    : SmtpMail.open(place, new URL(publicUrlOf(config)).hostname, clock.ms);
}
