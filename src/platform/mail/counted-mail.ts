import type { Mail, MailAnswer, MailPort } from './mail.js';

/** Any engine, with a count of what became of each mail. */
export class CountedMail implements MailPort {
  #count: (outcome: MailAnswer['outcome'] | 'fault') => void = () => undefined;

  constructor(private readonly mail: MailPort) {}

  /** Calls `count` for each answer from now on; `fault`: the mail could not be handed over at all. */
  onAnswer(count: (outcome: MailAnswer['outcome'] | 'fault') => void): void {
    this.#count = count;
  }

  async send(mail: Mail): Promise<MailAnswer> {
    try {
      const answer = await this.mail.send(mail);
      this.#count(answer.outcome);
      return answer;
    } catch (error) {
      this.#count('fault');
      throw error;
    }
  }

  forget(id: string): Promise<void> {
    return this.mail.forget(id);
  }

  fault(): string | null {
    return this.mail.fault();
  }

  /** The engine is closed by whoever opened it. */
  async close(): Promise<void> {}
}
