import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import type { MailPort } from '../../../../src/platform/mail/mail.js';
import { SmtpMail } from '../../../../src/platform/mail/smtp-mail.js';
import { smtpPlace } from '../../../../src/platform/mail/smtp-place.js';
import { mailContract } from '../../../contract/mail.contract.js';
import { authority, canCertify } from '../../../support/certificates.js';
import { aMail, refusal, startMailServer, type TestMailServer } from '../../../support/mail-server.js';

const now = (): number => Date.parse('2026-03-01T02:00:00.000Z');
const limits = { connectMs: 500, silenceMs: 500, mailMs: 1_000, probeMs: 50 };
const openAt = (url: string): SmtpMail => SmtpMail.open(smtpPlace(url)!, 'service.example.com', now, limits);

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
const served = async (options: SMTPServerOptions = {}, port?: number): Promise<TestMailServer> => {
  const server = await startMailServer(options, port);
  opened.push(() => server.close());
  return server;
};
const mailTo = (url: string): MailPort => {
  const mail = openAt(url);
  opened.push(() => mail.close());
  return mail;
};

/** A server that a test scripts byte by byte. */
const scripted = async (talk: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as { port: number }).port;
};
/** Answers every command with 250, and DATA with 354; `onMail` gets the connection when the mail has arrived whole. */
const untilMail =
  (onMail: (socket: Socket, bytes: string) => void) =>
  (socket: Socket): void => {
    let bytes = '';
    let inMail = false;
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      if (inMail && bytes.endsWith('\r\n.\r\n')) {
        inMail = false;
        onMail(socket, bytes);
      } else if (!inMail) {
        inMail = bytes.startsWith('DATA');
        bytes = '';
        socket.write(inMail ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  };

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let n = 0; n < 100 && !isTrue(); n += 1) await wait(20);
  expect(isTrue()).toBe(true);
};

mailContract('an SMTP server', async () => {
  const server = await startMailServer();
  return {
    open: () => openAt(`smtp://127.0.0.1:${server.port}`),
    arrived: async () => server.received.map((parsed, index) => ({ parsed, raw: server.raw[index]! })),
    remove: () => server.close(),
  };
});

describe('M4: what an SMTP server answers', () => {
  it.each([
    [450, '4.2.1 mailbox busy', { outcome: 'temporary', code: '4.2.1' }],
    [452, 'too much', { outcome: 'temporary', code: '452' }],
    [550, '5.1.1 no such user', { outcome: 'permanent', code: '5.1.1' }],
    [554, 'refused', { outcome: 'permanent', code: '554' }],
  ])('about the recipient, %i %s', async (code, text, answer) => {
    const { port, received } = await served({ onRcptTo: (_address, _session, done) => done(refusal(code, text)) });
    const mail = mailTo(`smtp://127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual(answer);
    expect(mail.fault()).toBeNull();
    expect(received).toEqual([]);
  });

  it.each([
    [451, 'try later', { outcome: 'temporary', code: '451' }],
    [552, '5.2.2 mailbox full', { outcome: 'permanent', code: '5.2.2' }],
  ])('about the mail itself, %i %s', async (code, text, answer) => {
    const { port } = await served({
      onData: (stream, _session, done) => void stream.on('end', () => done(refusal(code, text))).resume(),
    });
    expect(await mailTo(`smtp://127.0.0.1:${port}`).send(aMail())).toEqual(answer);
  });

  it('about the sender is temporary and a fault: no address of a customer is to blame', async () => {
    const { port } = await served({ onMailFrom: (_address, _session, done) => done(refusal(550, '5.7.1 not yours')) });
    const mail = mailTo(`smtp://127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: '5.7.1' });
    expect(mail.fault()).toContain('MAIL_FROM');
  });

  it('one refused mail refuses no other on the same connection', async () => {
    const { port, received } = await served({
      onRcptTo: ({ address }, _session, done) =>
        done(address === 'gone@example.cn' ? refusal(550, '5.1.1 gone') : null),
    });
    const mail = mailTo(`smtp://127.0.0.1:${port}?connections=1`);
    const gone = mail.send(aMail({ to: { name: '', address: 'gone@example.cn' } }));
    expect([await gone, await mail.send(aMail())].map(({ outcome }) => outcome)).toEqual(['permanent', 'accepted']);
    expect(received).toHaveLength(1);
  });
});

describe('M4: a server that fails', () => {
  it('is out of reach: temporary, a fault until it answers again, without a mail being sent', async () => {
    const first = await served();
    await first.close();
    const mail = mailTo(`smtp://127.0.0.1:${first.port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: 'unreachable' });
    expect(mail.fault()).toContain('out of reach');
    await served({}, first.port);
    await until(() => mail.fault() === null);
  });

  it('never greets', async () => {
    const mail = mailTo(`smtp://127.0.0.1:${await scripted(() => undefined)}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: 'timeout' });
    expect(mail.fault()).toContain('in time');
  });

  it('sends a byte now and then without end: the mail is given up, and not sent later', async () => {
    const mails: string[] = [];
    const port = await scripted(
      untilMail((socket, bytes) => {
        mails.push(bytes);
        const drip = setInterval(() => socket.write('250-'), 100);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    const mail = mailTo(`smtp://127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: 'timeout' });
    expect(mails).toHaveLength(1);
  });

  it('cuts the connection after it has the mail, before it answers: not sent again by itself, then with the same id', async () => {
    const mails: string[] = [];
    const port = await scripted(
      untilMail((socket, bytes) => {
        mails.push(/^Message-ID: (.+)$/im.exec(bytes)![1]!.trim());
        if (mails.length === 1) socket.destroy();
        else socket.write('250 accepted\r\n');
      }),
    );
    const mail = mailTo(`smtp://127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: 'unreachable' });
    await wait(300);
    expect(mails).toHaveLength(1);
    expect(await mail.send(aMail())).toEqual({ outcome: 'accepted' });
    expect(mails).toEqual(Array(2).fill('<obl-1.ctc_1@service.example.com>'));
  });

  it('takes no more mails than connections at a time; none runs out of time while it waits for one', async () => {
    let together = 0;
    let most = 0;
    const { port, received } = await served({
      onRcptTo: (_address, _session, done) => {
        most = Math.max(most, (together += 1));
        setTimeout(() => {
          together -= 1;
          done();
        }, 200);
      },
    });
    const mail = mailTo(`smtp://127.0.0.1:${port}?connections=2`);
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, n) => mail.send(aMail({ messageId: `obl-${n}.ctc_1@example.com` }))),
    );
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect([most, received.length]).toEqual([2, 14]);
  });
});

describe('the login of MAIL_URL', () => {
  it('is used, with a %-encoded password', async () => {
    const { port, logins } = await served({ authOptional: false });
    const mail = mailTo(`smtp://ledger:right%20p%40ss@127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'accepted' });
    expect(new Set(logins)).toEqual(new Set(['ledger']));
  });

  it('that is refused is a fault, temporary, and in no message', async () => {
    const { port } = await served({ authOptional: false });
    const mail = mailTo(`smtp://ledger:hunter2@127.0.0.1:${port}`);
    expect(await mail.send(aMail())).toEqual({ outcome: 'temporary', code: '5.7.8' });
    expect(mail.fault()).toBe('the mail server refuses the login; see MAIL_URL (5.7.8)');
    expect(inspect(mail, { depth: 2 })).not.toContain('hunter2');
    expect(inspect(smtpPlace('smtp://ledger:hunter2@mail.example.com'), { depth: null })).not.toContain('hunter2');
  });

  it('goes over no network without TLS', () => {
    const encryptionOf = (url: string) => smtpPlace(url)?.encryption;
    expect(encryptionOf('smtp://ledger:hunter2@mail.example.com')).toBe('required');
    expect(encryptionOf('smtps://mail.example.com')).toBe('required');
    expect(encryptionOf('smtp://mail.example.com')).toBe('offered');
    expect(encryptionOf('smtp://ledger:hunter2@localhost')).toBe('offered');
  });

  it('is not shown to a server without TLS where TLS is required', async () => {
    const { port, logins } = await served();
    const mail = mailTo(`smtp://ledger:hunter2@127.0.0.1:${port}?tls=required`);
    expect((await mail.send(aMail())).outcome).toBe('temporary');
    expect(mail.fault()).toContain('MAIL_URL');
    expect(logins).toEqual([]);
  });
});

(canCertify() ? describe : describe.skip)('TLS', () => {
  it('is verified against the named authority, by STARTTLS and from the first byte', async () => {
    const { file, issue } = authority();
    const other = authority();
    const certified = issue('localhost');
    for (const secure of [false, true]) {
      const { port, received, logins } = await served({ ...certified, secure, disabledCommands: [] });
      const url = `${secure ? 'smtps' : 'smtp'}://ledger:right%20p%40ss@localhost:${port}?tls=required`;
      expect(await mailTo(`${url}&tlsCAFile=${other.file}`).send(aMail())).toEqual({
        outcome: 'temporary',
        code: 'unreachable',
      });
      expect([received.length, logins.length]).toEqual([0, 0]);
      expect(await mailTo(`${url}&tlsCAFile=${file}`).send(aMail())).toEqual({ outcome: 'accepted' });
      expect(received).toHaveLength(1);
    }
  });

  it('is used where it is offered, whatever the certificate, for mail that has no password', async () => {
    let encrypted = false;
    const { port } = await served({
      ...authority().issue('another.example.com'),
      disabledCommands: [],
      onMailFrom: (_address, session, done) => {
        encrypted = session.secure;
        done();
      },
    });
    expect(await mailTo(`smtp://127.0.0.1:${port}`).send(aMail())).toEqual({ outcome: 'accepted' });
    expect(encrypted).toBe(true);
  });
});
