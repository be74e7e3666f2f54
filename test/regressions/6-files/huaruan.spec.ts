import { join } from 'node:path';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseYaml, stringify } from 'yaml';
import { isAmbiguous, readDay, readMinguoDay } from '../../../domain/kernel/day-as-written.js';
import { readRows } from '../../../src/imports/reading/read-rows.js';
import { sourceOf } from '../../../src/cli/local-source.js';
import { vocabularyOf } from '../../../src/imports/records/vocabulary.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { importing } from '../../support/imports.js';

const headings =
  '客戶編號,客戶名稱,客戶等級,地區,合約編號,授權編號,產品系列,產品名稱,版本,客製模組,購買日期,續約記錄,聯絡人,電話,電子郵件,客戶經理,備註';
const record = (n: number, day: string, paid = '') =>
  `KH${n},客戶${n},重點,外縣市,HR-${n},L-${n},酒店管理,HRHIS,4.11,,${day},${paid},王芳,0912,a@example.com,李強,備註`;
const file = (...records: string[]) => [headings, ...records, ''].join('\r\n');

/** The code points of these texts in Big5, found by decoding all of its pairs of bytes. */
const big5 = (text: string): Buffer => {
  const decoder = new TextDecoder('big5');
  const bytes = new Map<string, readonly number[]>();
  for (let high = 0xa1; high <= 0xf9; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const letter = decoder.decode(Uint8Array.of(high, low));
      if ([...letter].length === 1 && !bytes.has(letter)) bytes.set(letter, [high, low]);
    }
  return Buffer.from(
    [...text].flatMap((letter) => (letter < '\x80' ? [letter.charCodeAt(0)] : (bytes.get(letter) ?? []))),
  );
};
const utf16 = (text: string, bigEndian = false): Buffer => {
  const bytes = Buffer.from(`\u{FEFF}${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('files of the vendor huaruan', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app, 'other', 'zh-TW');
  });
  afterAll(() => app.close());

  it.each([
    ['UTF-8', 1, (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', 2, (text: string) => Buffer.from(`\u{FEFF}${text}`)],
    ['Big5', 3, big5],
    ['UTF-16', 4, (text: string) => utf16(text)],
    ['UTF-16 with the high byte first', 5, (text: string) => utf16(text, true)],
  ])('are read in %s, with their own headings and words', async (_, n, encoded) => {
    const { state, records, failure, errors } = await imports.run(
      encoded(file(record(n, '113/3/1', '114/3/2~115/3/1'))),
    );
    expect([state, records.created, failure, errors.items]).toEqual(['finished', 1, null, []]);
    const { body } = await app.http.get(`/api/v1/contracts?q=HR-${n}`).set(imports.headers);
    expect(body.items[0].purchasedOn).toBe('2024-03-01');
    const customer = (await app.http.get(`/api/v1/customers?code=KH${n}`).set(imports.headers)).body.items[0];
    expect(customer).toMatchObject({ name: `客戶${n}`, level: 'key', region: 'outside' });
  });

  it('T1: Minguo years are read where the policy counts them, and nothing is guessed', () => {
    expect(
      [
        '113/3/1',
        '113-03-01',
        '113.3.1',
        '民國113年3月1日',
        '中華民國113年3月1日',
        '民國元年1月1日', // Before 1970: no day that is taken (T1).
        '113年3月1日',
        '1130301',
        '１１３／３／１',
        '99/12/31',
        '民國 113/3/1',
        '113/3/1 0:00',
      ].map(readMinguoDay),
    ).toEqual([
      '2024-03-01',
      '2024-03-01',
      '2024-03-01',
      '2024-03-01',
      '2024-03-01',
      null,
      '2024-03-01',
      '2024-03-01',
      '2024-03-01',
      '2010-12-31',
      '2024-03-01',
      '2024-03-01',
    ]);
    expect(['12/3/1', '03/04/2022', '113/2/30', '113/13/1', '113/3-1', '0/1/1'].map(readMinguoDay)).toEqual(
      Array(6).fill(null),
    );
    expect([isAmbiguous('12/3/1'), isAmbiguous('03/04/2022'), readDay('113/3/1')]).toEqual([true, true, null]);
  });

  it('are not read so for seeyon: 113/3/1 stays a fault', async () => {
    const own = importing(app, 'admin');
    const { errors } = await own.run(file(record(90, '113/3/1')).replace('酒店管理', 'EKP'), '?dryRun=true');
    expect(errors.items.map(({ field }) => field)).toEqual(['purchasedOn']);
  });

  it('a fault names the column and the words of the vendor, in the reader’s language', async () => {
    const { errors } = await imports.run(file(record(91, '113/3/1').replace('重點', '金牌')), '?dryRun=true');
    expect(errors.items[0]).toMatchObject({ field: 'level', column: '客戶等級' });
    expect(errors.items[0]!.detail).toContain('一般');
    const missing = await imports.run('客戶編號,客戶名稱,版本\r\n1,2,3\r\n');
    expect(missing.failure!.detail).toContain('合約編號');
  });

  it.each(['csv', 'xlsx'] as const)(
    'the template in %s has the headings and can be imported as it is',
    async (format) => {
      const answer = await app.http
        .get(`/api/v1/imports/template?format=${format}`)
        .set(imports.headers)
        .buffer(true)
        .parse((res, done) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
        });
      expect(answer.status).toBe(200);
      const name = join(freshFolder(), 'template');
      writeFileSync(name, answer.body as Buffer);
      const rows: (readonly string[])[] = [];
      for await (const { cells } of readRows(sourceOf(name))) rows.push(cells);
      const offered = headings.replace('客戶經理,', '客戶經理,客戶經理電話,客戶經理電子郵件,');
      expect([rows.length, rows[0]!.join(',')]).toEqual([2, offered]);
      expect((await imports.run(answer.body as Buffer, '?dryRun=true')).records).toMatchObject({
        created: 1,
        failed: 0,
      });
    },
  );

  it('P1: a policy names headings and words of its own; the newest version counts', async () => {
    expect(vocabularyOf({ language: 'zh-TW' }).minguo).toBe(true);
    const own = vocabularyOf({
      language: 'zh-CN',
      imports: { headings: { contractNo: ['单号'] }, levels: { vip: ['钻石'] }, minguo: true },
    });
    expect([own.headings.contractNo[0], own.levels.get('钻石'), own.levels.get('普通'), own.minguo]).toEqual([
      '单号',
      'vip',
      'standard',
      true,
    ]);

    const folder = freshFolder();
    mkdirSync(folder, { recursive: true });
    const pack = readFileSync('domain/policy/packs/huaruan.yaml', 'utf8');
    writeFileSync(join(folder, 'huaruan-1.yaml'), pack);
    const second = {
      ...parseYaml(pack),
      version: 2,
      effectiveFrom: '2030-01-01',
      imports: { headings: { contractNo: ['單號'] }, levels: { vip: ['鑽石'] } },
    };
    writeFileSync(join(folder, 'huaruan-2.yaml'), stringify(second));
    const other = await startApp({ now: '2026-11-23T02:00:00.000Z', policies: folder });
    const there = importing(other, 'other');
    const { records, errors } = await there.run(
      file(record(1, '113/3/1')).replace('合約編號', '單號').replace('重點', '鑽石'),
    );
    expect([records, errors.items]).toEqual([{ read: 1, created: 1, known: 0, failed: 0 }, []]);
    await other.close();
  });
});
