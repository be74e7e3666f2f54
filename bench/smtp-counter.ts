import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server of its own process has accepted. */
export interface Accepted {
  /** Different Message-IDs. */
  readonly mails: number;
  /** Of them, those that were accepted more than once. */
  readonly repeated: number;
}

/**
 * A mail server in a process of its own that counts mails by Message-ID: sends its port, then what it has accepted for
 * each message that it gets.
 */
const times = new Map<string, number>();
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData: (stream, _session, done) => {
    let head = '';
    stream.on('data', (chunk: Buffer) => {
      if (head.length < 8_192) head += chunk.toString('latin1');
    });
    stream.on('end', () => {
      const id = /^message-id:\s*<([^>]+)>/im.exec(head)?.[1] ?? 'none';
      times.set(id, (times.get(id) ?? 0) + 1);
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => process.send!((server.server.address() as AddressInfo).port));
process.on('message', () => {
  const accepted: Accepted = { mails: times.size, repeated: [...times.values()].filter((count) => count > 1).length };
  process.send!(accepted);
});
process.on('disconnect', () => process.exit(0));
