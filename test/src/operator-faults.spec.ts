import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '../../domain/kernel/vocabulary.js';
import { knownEvents } from '../../src/event-types.js';
import { SqliteAccess } from '../../src/platform/auth/sqlite-access.js';
import { backupLedger, restoreLedger } from '../../src/platform/backup/backup.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { RedisLink } from '../../src/platform/jobs/redis-link.js';
import { redisPlace } from '../../src/platform/jobs/redis-place.js';
import { eventCheckOf } from '../../src/platform/ledger/event-check.js';
import { copyLedger } from '../../src/platform/moving/copy-ledger.js';
import { causeIn, OperatorFault, operatorText, writtenCause } from '../../src/platform/operator-fault.js';
import { sendError, receivedError } from '../../src/platform/embedded/sent-errors.js';
import { runHere } from '../support/command-line.js';
import { freshFolder } from '../support/folder.js';
import { sampleEvents } from '../support/sample-events.js';
import { smallLedger, tamper } from '../support/small-ledger.js';

/** Names, paths, addresses, options and codes, which no language has words for. */
const names = /`[^`]*`|“[^”]*”|「[^」]*」|'[^']*'|\S*\/\S*|--?[\w-]+|<\w+>|[\w+-]+:\S+|\b[A-Z][A-Z_]+\b/g;
/** Three or more words of English in a row. */
const englishIn = (text: string): readonly string[] =>
  text.replace(names, ' ').match(/[A-Za-z]{2,}(?: +[A-Za-z]{2,}){2,}/g) ?? [];

const chinese = languages.filter((language) => language !== 'en');

/** The fault, which has the same in Chinese without a sentence in English. */
const inChinese = (fault: unknown): OperatorFault => {
  expect(fault).toBeInstanceOf(OperatorFault);
  for (const language of chinese) {
    const text = (fault as OperatorFault).in(language);
    expect([text, /\p{Script=Han}/u.test(text), englishIn(text)]).toEqual([text, true, []]);
  }
  return fault as OperatorFault;
};

const faultOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
};
const clock = (): number => Date.parse('2026-01-01T00:00:00.000Z');
const check = eventCheckOf(knownEvents, { ms: Date.now });

describe('faults of stores in Chinese', () => {
  it('finds English', () => {
    expect(englishIn('存储不再接受写入：it was closed')).toEqual(['it was closed']);
    expect(englishIn('`it was closed` /a/b/c ENOENT --keys FILE')).toEqual([]);
  });

  it('of a ledger that takes no writes', async () => {
    const folder = freshFolder();
    const store = SqliteEventStore.open(folder, clock);
    await store.append('seeyon.sample-1', -1, sampleEvents(2));
    await store.close();
    const closed = inChinese(await faultOf(() => store.append('seeyon.sample-1', 1, sampleEvents(1))));
    expect([closed.message, closed.in('zh-CN')]).toEqual([
      'the ledger takes no writes: it was closed',
      '服务台账不再接受写入：存储已经关闭',
    ]);
    // The same on the other side of a thread.
    expect(inChinese(receivedError(structuredClone(sendError(closed)))).in('zh-TW')).toBe(closed.in('zh-TW'));
    tamper(join(folder, 'events.db'), 'DELETE FROM events WHERE position = 2');
    const unsealed = SqliteEventStore.open(folder, clock);
    inChinese(await faultOf(() => unsealed.append('seeyon.sample-1', 1, sampleEvents(1))));
    // The copy of a ledger that stopped while it was copied, or that is another one.
    const target = SqliteEventStore.open(freshFolder(), clock);
    inChinese(await faultOf(() => copyLedger(unsealed, target, { clock })));
    const source = SqliteEventStore.open(freshFolder(), clock);
    await source.append('seeyon.sample-1', -1, sampleEvents(2));
    const stopped = Object.assign(Object.create(target) as typeof target, { stopped: () => unsealed.stopped() });
    for (const name of ['head', 'readStored', 'adopt'] as const)
      Object.assign(stopped, { [name]: (target[name] as () => unknown).bind(target) });
    inChinese(await faultOf(() => copyLedger(source, stopped, { clock })));
    const other = SqliteEventStore.open(freshFolder(), clock);
    await other.append('seeyon.sample-9', -1, sampleEvents(1));
    expect(inChinese(await faultOf(() => copyLedger(source, other, { clock }))).in('zh-CN')).toContain('标识');
    for (const each of [unsealed, target, source, other]) await each.close();
  });

  it('of API keys that cannot be made', async () => {
    const access = SqliteAccess.open(freshFolder());
    await access.close();
    inChinese(await faultOf(() => access.recorded(1)));
  });

  it('of jobs that cannot be reached', async () => {
    const silent = { error: () => undefined, warn: () => undefined };
    const link = await RedisLink.open(redisPlace('redis://127.0.0.1:1')!, 100, silent);
    inChinese(link.unreachable());
    inChinese(link.unreachable(operatorText('not-connected')));
    inChinese(await faultOf(() => link.ready()));
    inChinese(await faultOf(() => link.guarded(() => link.store.ping())));
    link.close();
  });

  it.each(['ENOENT', 'EACCES', 'ENOSPC', 'EROFS', 'ECONNREFUSED', 'SQLITE_IOERR_WRITE', 'SQLITE_FULL'])(
    'of the system: %s, whose own text is English',
    (code) => {
      const error = Object.assign(new Error(`${code}: this is not so, open '/x/y'`), { code });
      for (const language of chinese) expect(englishIn(writtenCause(error, language))).toEqual([]);
      expect(writtenCause(error, 'en')).toBe(error.message);
      expect(causeIn(new Error('made here'))).toBe('made here');
      expect(writtenCause(Object.assign(new Error(''), { code }), 'en')).toBe(code);
      const ofDriver = Object.assign(new Error(`14 UNAVAILABLE: No connection established. Last: ${code} ::1`), {
        code: 14,
      });
      if (!code.includes('_'))
        for (const language of chinese) expect(englishIn(writtenCause(ofDriver, language))).toEqual([]);
    },
  );
});

describe('faults of backups in Chinese', () => {
  let backup: string;
  let whole: Buffer;
  beforeAll(async () => {
    backup = join(freshFolder(), 'backup.db');
    backupLedger(await smallLedger(), backup);
    whole = readFileSync(backup);
  });

  const last = 'WHERE position = (SELECT max(position) FROM events)';
  it.each([
    ["UPDATE events SET meta = '{'"],
    ['UPDATE events SET recorded_at = recorded_at - 1'],
    ["UPDATE events SET type = 'LicenceForged'"],
    ['UPDATE events SET schema = 99'],
    ["UPDATE events SET vendor = 'evil'"],
    ["UPDATE events SET stream = 'seeyon.other-1', revision = 0"],
    ["UPDATE events SET id = x'00112233445566778899aabbccddeeff'"],
    [`UPDATE events SET meta = json_insert(meta, '$.zeal', 1)`],
    [`UPDATE events SET meta = json_set(meta, '$.actor', 'nobody')`],
    ['DELETE FROM events'],
    ['UPDATE events SET position = position + 1'],
    ['UPDATE events SET revision = revision + 1'],
    ['UPDATE floor SET recorded_at = 9007199254740991; SELECT 1 FROM events'],
    ['DELETE FROM seals; SELECT 1 FROM events'],
    ['CREATE TRIGGER t AFTER INSERT ON events BEGIN SELECT 1; END; SELECT 1 FROM events'],
    ['CREATE TABLE more (x); SELECT 1 FROM events'],
  ])('with %s', async (statement) => {
    writeFileSync(backup, whole);
    tamper(backup, statement.includes(';') ? statement : `${statement} ${last}`);
    const home = join(freshFolder(), 'home');
    inChinese(await faultOf(() => restoreLedger(backup, home, undefined, undefined, check)));
  });

  it('that are no files', async () => {
    writeFileSync(backup, 'SQLite format 3\0');
    inChinese(await faultOf(() => restoreLedger(backup, join(freshFolder(), 'home'), undefined, undefined, check)));
  });
});

describe.each(chinese)('commands in %s', (language) => {
  const run = (args: readonly string[], home = freshFolder()) =>
    runHere(home, args, { LANG: `${language.replace('-', '_')}.UTF-8` });
  const folder = freshFolder();
  const answer = join(folder, 'answer.json');
  const contract = ['--vendor', 'seeyon', '--contract', 'no:XS-2026-001'];
  beforeAll(() => {
    writeFileSync(answer, 'no answer');
    mkdirSync(join(folder, 'home'));
  });

  it.each([
    ['verify-receipt', join(folder, 'absent.json')],
    ['verify-receipt', answer],
    ['verify-receipt', folder],
    ['import', '--vendor', 'seeyon', '--template', join(folder, 'absent', 'template.csv')],
    ['check', ...contract, '--service', 'care', '--url', 'http://127.0.0.1:1', '--key', 'x'],
    ['dossier', ...contract, '--url', 'https://localhost:1', '--key', 'x'],
    ['import', 'package.json', '--vendor', 'seeyon', '--url', 'http://nowhere.invalid', '--key', 'x'],
    ['restore', answer],
    ['restore', folder],
    ['backup', join(folder, 'absent', 'b.db')],
    ['copy', '--from', 'sqlite:/absent', '--to', 'sqlite:'],
    ['rebuild', 'nothing'],
    ['serve', '--role', 'cook'],
  ])('%s %s', async (...args) => {
    const { code, errors } = await run(args);
    expect([code === 0, errors.includes('\n    at '), englishIn(errors)]).toEqual([false, false, []]);
    expect(errors).toMatch(/\p{Script=Han}/u);
  });

  it('write a dossier where it can be written, and times of keys with their offset', async () => {
    const home = join(folder, 'home');
    const imported = await run(['import', 'docs/samples/contracts.csv', '--vendor', 'seeyon'], home);
    expect(imported.code).toBe(0);
    const file = join(folder, 'absent', 'dossier.html');
    const { code, errors } = await run(
      ['dossier', '--vendor', 'seeyon', '--contract', 'XS-2025-0101', '--html', file],
      home,
    );
    expect([code, englishIn(errors)]).toEqual([1, []]);
    expect(errors).toContain(file);
    const other = join(folder, 'other');
    await run(['keys', 'create', '--vendor', 'seeyon', '--role', 'sales', '--name', 'x'], other);
    const copied = await run(['copy', '--keys-from', 'sqlite:', '--keys-to', `sqlite:${other}`], home);
    expect([copied.code, englishIn(copied.errors)]).toEqual([1, []]);
    const question = ['--vendor', 'seeyon', '--customer', 'KH00101', '--service', 'maintenance'];
    const unread = await run(['check', ...question, '--at', 'soon'], home);
    expect([unread.code, unread.errors]).toEqual([2, expect.stringMatching(/^--at: [“「]soon[”」]不是/)]);
    const absent = await run(['timeline', '--vendor', 'seeyon', '--contract', 'XS-404'], home);
    expect([absent.code, absent.errors]).toEqual([1, expect.stringMatching(/^[没沒]有[“「]XS-404[”」]。[^\n]+\n$/)]);
    for (const vendor of ['*', 'nobody']) {
      const refused = await run(['keys', 'create', '--vendor', vendor, '--role', 'sales', '--name', 'x'], home);
      expect([refused.code, /[厂廠]商/.test(refused.errors), englishIn(refused.errors)]).toEqual([2, true, []]);
    }
    const made = await run(['keys', 'create', '--vendor', 'seeyon', '--role', 'sales', '--name', 'x'], home);
    expect(made.code).toBe(0);
    expect((await run(['keys', 'list'], home)).out).toMatch(/日（.+）\d\d:\d\d [+-]\d\d:\d\d 建立/);
  });
});
