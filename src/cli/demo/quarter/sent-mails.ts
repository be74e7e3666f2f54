import { join } from 'node:path';
import type { OpenEngines } from '../../../platform/engines.js';
import type { Mail, MailAnswer, MailPort } from '../../../platform/mail/mail.js';
import { outboxFolder } from '../../../platform/mail/open-mail.js';

/** A mail that was accepted, and the file that it is in. */
export interface SentMail extends Mail {
  readonly file: string;
}

/** What the outbox was given: customers of the quarter read their mails, and follow the links in them. */
export class SentMails {
  readonly all: SentMail[] = [];

  /** Engines whose mail is kept here too. */
  around(open: OpenEngines): OpenEngines {
    return async (config, ...given) => {
      const engines = await open(config, ...given);
      return { ...engines, mail: new WatchedMail(engines.mail, outboxFolder(config.home), this.all) };
    };
  }

  /** The newest mail that a test is true of. @throws Error where there is none */
  newest(what: string, test: (mail: SentMail) => boolean): SentMail {
    const found = this.all.findLast(test);
    if (found === undefined) throw new Error(`the demo has no mail: ${what}`);
    return found;
  }

  /** The path of the link that the newest mail about a request has to a survey or a resolution. */
  linkOf(route: 'surveys' | 'resolutions', requestNo: string): string {
    const link = new RegExp(`https?://\\S+(/api/v1/${route}/\\S+)`);
    const about = ({ subject, text }: SentMail) => subject.includes(requestNo) && link.test(text);
    return link.exec(this.newest(`${route} of ${requestNo}`, about).text)![1]!;
  }
}

class WatchedMail implements MailPort {
  constructor(
    private readonly mail: MailPort,
    private readonly folder: string,
    private readonly sent: SentMail[],
  ) {}

  async send(mail: Mail): Promise<MailAnswer> {
    const answer = await this.mail.send(mail);
    const { obligationId, recipientKey } = mail;
    if (answer.outcome === 'accepted')
      this.sent.push({ ...mail, file: join(this.folder, `${obligationId}.${recipientKey}.eml`) });
    return answer;
  }

  forget(id: string): Promise<void> {
    return this.mail.forget(id);
  }

  fault(): string | null {
    return this.mail.fault();
  }

  close(): Promise<void> {
    return this.mail.close();
  }
}
