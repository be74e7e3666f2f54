import type { Mail, MailAnswer, MailPort } from '../../../src/platform/mail/mail.js';

/** A mail server that counts: some addresses it refuses for good, some mails it defers once. */
export class CountingMail implements MailPort {
  /** How often each Message-ID was accepted. */
  readonly accepted = new Map<string, number>();
  readonly deferred = new Set<string>();
  refused = 0;
  /** Called for each mail that is accepted. */
  onAccepted: (mail: Mail) => void = () => undefined;

  async send(mail: Mail): Promise<MailAnswer> {
    const { messageId, to } = mail;
    if (to.address.endsWith('.invalid')) {
      this.refused += 1;
      return { outcome: 'permanent', code: '5.1.1' };
    }
    if (to.address.startsWith('slow.') && !this.deferred.has(messageId)) {
      this.deferred.add(messageId);
      return { outcome: 'temporary', code: '451' };
    }
    this.accepted.set(messageId, (this.accepted.get(messageId) ?? 0) + 1);
    this.onAccepted(mail);
    return { outcome: 'accepted' };
  }

  async forget(): Promise<void> {}
  fault(): null {
    return null;
  }
  async close(): Promise<void> {}
}
