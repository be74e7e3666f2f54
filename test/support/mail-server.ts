import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Mail } from '../../src/platform/mail/mail.js';

/** A server that speaks SMTP, in this process, on a port of its own choice. */
export interface TestMailServer {
  readonly port: number;
  /** What it accepted, parsed, in the order of arrival. */
  readonly received: readonly ParsedMail[];
  /** The raw bytes of the same. */
  readonly raw: readonly string[];
  /** Logins, successful or not. */
  readonly logins: readonly string[];
  close(): Promise<void>;
}

/** @param options of smtp-server; where absent, everybody may send anything without TLS */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<TestMailServer> {
  const received: ParsedMail[] = [];
  const raw: string[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onAuth: ({ username = '', password }, _session, done) => {
      logins.push(username);
      if (password === 'right p@ss') done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        simpleParser(bytes).then((parsed) => {
          received.push(parsed);
          raw.push(bytes.toString('latin1'));
          done();
        }, done);
      });
    },
    ...options,
  });
  // A client that cuts its connection is no fault of the test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    raw,
    logins,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A refusal with its status, as a server words it. */
export const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

export const aMail = (changes: Partial<Mail> = {}): Mail => ({
  messageId: 'obl-1.ctc_1@service.example.com',
  obligationId: 'obl-1',
  recipientKey: 'ctc_1',
  from: '致远 <service@example.com>',
  replyTo: null,
  to: { name: '王小明', address: 'wang@example.cn' },
  subject: '合同 XS-2025-0311 的服务期将于 2026年3月1日（周日）到期',
  text: '您好：\n\n服务期还有 30 天到期。\n',
  html: '<p>您好：</p><p>服务期还有 30 天到期。</p>',
  headers: { 'Auto-Submitted': 'auto-generated' },
  ...changes,
});
