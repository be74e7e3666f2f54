import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { Outbox } from '../../../../src/platform/mail/outbox.js';
import { mailContract } from '../../../contract/mail.contract.js';
import { findIn, formsOf } from '../../../support/byte-search.js';
import { freshFolder } from '../../../support/folder.js';
import { aMail } from '../../../support/mail-server.js';

const now = (): number => Date.parse('2026-03-01T02:00:00.000Z');
const mailsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.eml'));

mailContract('an outbox', async () => {
  const folder = freshFolder();
  return {
    open: () => Outbox.open(folder, now),
    arrived: async () =>
      Promise.all(
        mailsIn(folder).map(async (name) => {
          const bytes = readFileSync(join(folder, name));
          return { parsed: await simpleParser(bytes), raw: bytes.toString('latin1') };
        }),
      ),
  };
});

describe('an outbox', () => {
  it('M7: names a file by obligation and recipient key, for its owner alone, and writes it again over itself', async () => {
    const folder = join(freshFolder(), 'outbox');
    const outbox = Outbox.open(folder, now);
    await outbox.send(aMail());
    await outbox.send(aMail({ subject: 'again' }));
    expect(readdirSync(folder)).toEqual(['obl-1.ctc_1.eml']);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'obl-1.ctc_1.eml')).mode & 0o077).toBe(0);
    await outbox.close();
  });

  it.each(['../obl', 'a/b', 'a.b', '', 'a\0b'])('M7: takes no name that leads elsewhere: %j', async (id) => {
    const folder = freshFolder();
    const outbox = Outbox.open(folder, now);
    await expect(outbox.send(aMail({ obligationId: id }))).rejects.toThrow('letters');
    await expect(outbox.send(aMail({ recipientKey: id }))).rejects.toThrow('letters');
    expect(readdirSync(folder)).toEqual([]);
    await outbox.close();
  });

  it('A7: forgets all mails of one recipient, also what is being written or was left half written', async () => {
    const folder = freshFolder();
    const outbox = Outbox.open(folder, now);
    await outbox.send(aMail());
    await outbox.send(aMail({ obligationId: 'obl-2' }));
    await outbox.send(
      aMail({ recipientKey: 'ctc_12', to: { name: 'Li', address: 'li@example.cn' }, html: '', text: '' }),
    );
    writeFileSync(join(folder, '.obl-3.ctc_1.9e8d.part'), 'half of wang@example.cn');
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    const writing = outbox.send(aMail({ obligationId: 'obl-4' }));
    await outbox.forget('ctc_1');
    await writing;
    expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'obl-1.ctc_12.eml']);
    expect(findIn(folder, formsOf('wang@example.cn'))).toEqual([]);
    await outbox.close();
  });

  it('A7: forgets mails that quote a person or an object, whoever received them', async () => {
    const folder = freshFolder();
    const outbox = Outbox.open(folder, now);
    const to = { name: 'Li', address: 'li@example.cn' };
    const quoting = { recipientKey: 'manager-cus_1', to, quotes: ['req_1', 'cus_1.manager'] };
    await outbox.send(aMail({ ...quoting, obligationId: 'obl-1' }));
    await outbox.send(aMail({ ...quoting, obligationId: 'obl-2', quotes: ['req_11'], text: 'X-Quotes: req_1' }));
    const thread = { References: '<request-req_2@service.example.cn>' };
    await outbox.send(aMail({ ...quoting, obligationId: 'obl-3', quotes: [], headers: thread }));
    for (const nobody of ['req', 'cus_1', 'manager']) await outbox.forget(nobody);
    expect(mailsIn(folder)).toHaveLength(3);
    await outbox.forget('req_1');
    expect(mailsIn(folder)).toEqual(['obl-2.manager-cus_1.eml', 'obl-3.manager-cus_1.eml']);
    await outbox.forget('req_2');
    expect(mailsIn(folder)).toEqual(['obl-2.manager-cus_1.eml']);
    await expect(outbox.send(aMail({ ...quoting, quotes: ['a b'] }))).rejects.toThrow('letters');
    await outbox.close();
  });

  it('M7: deletes a mail after the days of its policy, 30 where it names none', async () => {
    const folder = freshFolder();
    let ms = now();
    const outbox = Outbox.open(folder, () => ms);
    await outbox.send(aMail());
    await outbox.send(aMail({ obligationId: 'obl-2', retentionDays: 7 }));
    ms += 7 * 86_400_000;
    await outbox.deleteOld();
    expect(mailsIn(folder)).toHaveLength(2);
    ms += 1;
    await outbox.deleteOld();
    expect(mailsIn(folder)).toEqual(['obl-1.ctc_1.eml']);
    ms = now() + 30 * 86_400_000 + 1;
    await outbox.close();
    const again = Outbox.open(folder, () => ms);
    await again.deleteOld();
    expect(mailsIn(folder)).toEqual([]);
    await again.close();
  });

  it('is a fault of its own where the folder takes no file, and leaves nothing half written', async () => {
    const folder = join(freshFolder(), 'outbox');
    const outbox = Outbox.open(folder, now);
    mkdirSync(join(folder, 'obl-1.ctc_1.eml'));
    await expect(outbox.send(aMail())).rejects.toThrow();
    expect(outbox.fault()).toMatch(/^the outbox cannot be written \(E[A-Z]+\)$/);
    expect(readdirSync(folder)).toEqual(['obl-1.ctc_1.eml']);
    expect(await outbox.send(aMail({ obligationId: 'obl-2' }))).toEqual({ outcome: 'accepted' });
    expect(outbox.fault()).toBeNull();
    await outbox.close();
    expect(existsSync(join(folder, 'obl-2.ctc_1.eml'))).toBe(true);
    chmodSync(folder, 0o700);
  });
});
