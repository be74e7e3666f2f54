import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ParsedMail } from 'mailparser';
import type { MailPort } from '../../src/platform/mail/mail.js';
import fc from '../support/fast-check.js';
import { aMail } from '../support/mail-server.js';

/** A place that mail goes to, and what arrived there. */
export interface MailPlace {
  open(): MailPort;
  arrived(): Promise<readonly { readonly parsed: ParsedMail; readonly raw: string }[]>;
  remove?(): Promise<void>;
}

const breaking = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\r\n', '\n', '\r', '\0', '\u2028', 'Bcc: a@b.cn', '<', '"', ','),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Every promise of the port, for any engine. */
export function mailContract(engine: string, make: () => Promise<MailPlace>): void {
  describe(`mail port on ${engine}`, () => {
    let place: MailPlace;
    let mail: MailPort;
    beforeEach(async () => {
      place = await make();
      mail = place.open();
    });
    afterEach(async () => {
      await mail.close();
      await place.remove?.();
    });

    it('M3: hands a mail over as it is, in both forms, under its Message-ID', async () => {
      const sent = aMail({
        replyTo: 'desk@example.com',
        headers: { 'Auto-Submitted': 'auto-generated', References: '<request-1@service.example.com>' },
      });
      expect(await mail.send(sent)).toEqual({ outcome: 'accepted' });
      expect(mail.fault()).toBeNull();
      const [{ parsed } = { parsed: undefined }, ...others] = await place.arrived();
      expect(others).toEqual([]);
      expect({
        id: parsed?.messageId,
        subject: parsed?.subject,
        text: parsed?.text,
        html: parsed?.html,
        from: parsed?.from?.value,
        to: parsed?.to,
        replyTo: parsed?.replyTo?.text,
        date: parsed?.date?.toISOString(),
        references: parsed?.references,
        automatic: parsed?.headers.get('auto-submitted'),
      }).toEqual({
        id: '<obl-1.ctc_1@service.example.com>',
        subject: sent.subject,
        text: sent.text,
        html: sent.html,
        from: [{ name: '致远', address: 'service@example.com' }],
        to: expect.objectContaining({ value: [{ name: '王小明', address: 'wang@example.cn' }] }),
        replyTo: 'desk@example.com',
        date: '2026-03-01T02:00:00.000Z',
        references: '<request-1@service.example.com>',
        automatic: 'auto-generated',
      });
    });

    it('M2: no line break of a value reaches a header', async () => {
      await fc.assert(
        fc.asyncProperty(breaking, breaking, breaking, async (name, subject, header) => {
          const before = (await place.arrived()).length;
          const headers = { 'Auto-Submitted': 'auto-generated', References: header };
          const answer = await mail.send(aMail({ to: { name, address: 'wang@example.cn' }, subject, headers }));
          expect(answer).toEqual({ outcome: 'accepted' });
          const { parsed, raw } = (await place.arrived()).at(-1)!;
          expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^bcc:/im);
          expect([...parsed.headers.keys()].sort().filter((key) => !standard.has(key))).toEqual([]);
          expect(parsed.subject ?? '').not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          const { value } = parsed.to as { value: readonly { address?: string }[] };
          expect(value.map(({ address }) => address)).toEqual(['wang@example.cn']);
          expect(before).toBeLessThanOrEqual((await place.arrived()).length);
        }),
        { numRuns: 40 },
      );
    }, 30_000);

    it.each([
      '',
      'wang',
      'wang@',
      '@example.cn',
      'wang@example.cn\r\nRCPT TO:<x@y.z>',
      'a@b.cn, c@d.cn',
      '<wang@example.cn>',
    ])('M4: refuses the address %j for good, before anything is sent', async (address) => {
      const answer = await mail.send(aMail({ to: { name: 'Wang', address } }));
      expect(answer).toEqual({ outcome: 'permanent', code: '5.1.3' });
      expect(await place.arrived()).toEqual([]);
    });

    it('sends many at once, each once', async () => {
      const ids = Array.from({ length: 20 }, (_, n) => `obl-${n}`);
      const sent = ids.map((id) => mail.send(aMail({ obligationId: id, messageId: `${id}.ctc_1@example.com` })));
      expect(new Set((await Promise.all(sent)).map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
      const arrived = (await place.arrived()).map(({ parsed }) => parsed.messageId);
      expect(arrived.sort()).toEqual(ids.map((id) => `<${id}.ctc_1@example.com>`).sort());
    });

    it('A7: forgets a recipient who has no mails', async () => {
      await mail.forget('ctc_nobody');
      expect(await place.arrived()).toEqual([]);
    });

    it('finishes what it accepted before it closes', async () => {
      const sending = mail.send(aMail());
      await mail.close();
      expect(await sending).toEqual({ outcome: 'accepted' });
      expect(await place.arrived()).toHaveLength(1);
    });
  });
}

const standard = new Set([
  'auto-submitted',
  'content-transfer-encoding',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'references',
  'subject',
  'to',
  'x-delete-after',
]);
