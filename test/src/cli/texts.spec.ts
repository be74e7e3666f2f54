import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { linesOf } from '../../../src/cli/entitlement-commands.js';
import { findingIn } from '../../../src/platform/finding-texts.js';
import { faultLines } from '../../../src/cli/faulty-records.js';
import { localeLanguage, shownLanguage } from '../../../src/cli/texts.js';
import { namedIn } from '../../../src/imports/import-answers.js';
import { accountName } from '../../../src/explanations/explanations.port.js';
import { runHere } from '../../support/command-line.js';
import { compiled } from '../../support/compiled.js';
import { freshFolder } from '../../support/folder.js';

const check = (text: string, passed: boolean) => ({
  passed,
  text,
  evidence: [{ position: 3, text: '登记购买合同 XS-1。' }],
});
const explained = {
  answer: { entitled: false, knownPosition: 7, receipt: 'sha256:ab' },
  words: {
    headline: '不能为甲方提供维护支持：服务期已过',
    facts: ['询问的时间是 2026年3月3日（周二）00:00。'],
    checks: [check('合同 XS-1 属于该客户', true), check('服务期已过', false)],
    remedy: { text: '为合同 XS-1 办理续费。' },
  },
};

describe('the command line', () => {
  it.each([
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-TW'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_HK.UTF-8' }, 'zh-TW'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'zh-CN'],
    [{}, 'zh-CN'],
  ])('speaks by the locale: %j is %s', (env, language) => {
    expect(localeLanguage(env)).toBe(language);
  });

  it('writes help and faults in the language that the arguments name', () => {
    expect(shownLanguage(['check', '--language', 'zh-TW'])).toBe('zh-TW');
    expect(shownLanguage(['check', '--language=en'])).toBe('en');
  });

  it('prints an answer as people read it, each event that proves it once', () => {
    expect(linesOf(explained, 'zh-CN')).toEqual([
      '不能为甲方提供维护支持：服务期已过',
      '  询问的时间是 2026年3月3日（周二）00:00。',
      '  通过    合同 XS-1 属于该客户  #3',
      '  未通过  服务期已过  #3',
      '  依据：',
      '    #3  登记购买合同 XS-1。',
      '  补救办法：为合同 XS-1 办理续费。',
      '  所知账面位置 7，回执 sha256:ab',
    ]);
  });

  it('prints the first faults of an import, and how to get all', () => {
    const faulty = { row: 4, contractNo: 'XS-1', faults: [{ column: '购买日期', detail: '缺少' }] };
    expect(faultLines([faulty], 1, 'zh-CN')).toEqual(['  第 4 行，合同号 XS-1，购买日期：缺少']);
    const many = faultLines(
      Array.from({ length: 25 }, () => faulty),
      30,
      'en',
    );
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe('these are the first 20; --report FILE has the outcome of every record');
  });

  it.each([
    ['positions 3 to 4 are missing', '缺少位置 3 到 4'],
    ['stands in the view, but no event makes it', '视图中有，但没有事件产生它'],
    [
      "event 3 (ContractPurchased, seeyon.contract-x): vendor 'x y' is no name of one",
      '事件 3（ContractPurchased，seeyon.contract-x）：“x y”不是厂商名',
    ],
    [
      'stream seeyon.a has $maxAge in its metadata, by which the server removes events; take it out, run verify, and ' +
        'restore a backup where events are missing',
      '事件流 seeyon.a 的元数据中有 $maxAge，服务器会据此删除事件；请将它去掉，运行 verify，有事件缺失时恢复备份',
    ],
    [
      'stream seeyon.a was deleted on the server; restore the last backup of the event store',
      '事件流 seeyon.a 已在服务器上被删除；请恢复事件服务器最近的备份',
    ],
    ['the event store cannot be read on: 14 UNAVAILABLE', '事件服务器读不下去：14 UNAVAILABLE'],
    ['row 17 missing from index', 'row 17 missing from index'],
  ])('writes the finding %j of verify in Chinese', (finding, written) => {
    expect(findingIn(finding, 'zh-CN')).toBe(written);
    expect(findingIn(finding, 'en')).toBe(finding);
  });

  it('A3: names who recorded something as people read it', () => {
    expect(accountName('first start', 'zh-CN')).toBe('首次启动时的密钥');
    expect(accountName('root (cli)', 'zh-TW')).toBe('命令列：作業系統使用者 root');
    expect(accountName('root (cli)', 'en')).toBe('user root of the operating system, by command line');
    expect(accountName('Helpdesk', 'zh-CN')).toBe('Helpdesk');
    const by = { id: 'cli', role: 'admin', name: 'root (cli)' } as const;
    expect(namedIn(by, 'zh-CN')).toEqual({ ...by, name: '命令行：操作系统用户 root' });
  });
});

/** What a Chinese text may hold that is no Chinese: options, commands, names of files and variables, addresses. */
const names =
  /`[^`]*`|“[^”]*”|「[^」]*」|\/[\w./:-]+|--?[\w-]+|<\w+>|\[\w+\]|\b(?:[A-Z][A-Z_]+|[a-z]+\.(?:db|csv|xlsx)|[\w+-]+:\S*)|\b[a-z]+(?:, [a-z-]+)+\b/g;

describe.each(['zh-CN', 'zh-TW'])('in %s', (language) => {
  const run = (args: readonly string[], home = freshFolder()) =>
    runHere(home, args, { LANG: `${language.replace('-', '_')}.UTF-8` });

  it.each([
    [['check', '--service', 'care']],
    [['check', '--vendor', 'seeyon', '--customer', 'x', '--service', 'foo']],
    [['check', '--vendor', 'seeyon', '--customer']],
    [['requests', 'list']],
    [['requests', 'list', '--vendor', 'seeyon', '--state', 'foo']],
    [['obligations', 'retry', 'x', '--vendor', 'seeyon']],
    [['reports', 'renewals', '--vendor', 'seeyon', '--from', '2025-01-01']],
    [['verify', 'more']],
    [['verify', '--jsno']],
    [['verfy']],
    [['backup']],
    [['verify']],
    [['backup', 'b.db']],
    [['restore', 'nowhere.db']],
    [['import', 'nowhere.csv', '--vendor', 'seeyon']],
    [['import', '--vendor', 'seeyon']],
    [['keys', 'list', '--url', 'nowhere', '--key', 'x']],
    [['keys', 'create', '--vendor', 'seeyon', '--role', 'foo', '--name', 'x']],
    [['copy', '--from', 'esdb://u:%zz@host?tls=false', '--to', 'sqlite:']],
  ])('%j states its fault without English', async (args) => {
    const { code, errors } = await run(args);
    expect([code === 0, errors.includes('\n    at ')]).toEqual([false, false]);
    expect(errors).toMatch(/\p{Script=Han}/u);
    expect(errors.replaceAll(names, ' ').match(/[A-Za-z]{3,}/g) ?? []).toEqual([]);
  });

  it('a bad setting stops with its name and what it must be', async () => {
    const { errors } = await runHere(freshFolder(), ['verify'], {
      LANG: `${language.replace('-', '_')}.UTF-8`,
      PORT: 'x',
    });
    expect(errors).toMatch(language === 'zh-CN' ? /^设置 `PORT` 应为从 0 到 65535 的整数/ : /^設定 `PORT` 應為從 0/);
  });

  it('a server that is started without the command line stops with the same line', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(compiled(), 'src/main.js')], {
      env: { PATH: process.env['PATH'], LANG: `${language.replace('-', '_')}.UTF-8`, PORT: 'x' },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^(?:设置|設定) `PORT` (?:应为|應為)/)]);
  });

  it.each([
    [[]],
    ...['serve', 'demo', 'import', 'check', 'timeline', 'dossier', 'verify-receipt', 'verify', 'rebuild'].map(
      (name) => [[name]] as const,
    ),
    ...['backup', 'restore', 'copy', 'keys'].map((name) => [[name]] as const),
    ...['create', 'revoke', 'list'].map((name) => [['keys', name]] as const),
  ])('describes %j in Chinese', async (args) => {
    const { code, out } = await run([...args, '--help']);
    expect(code).toBe(0);
    const described = out.split('\n').filter((line) => /^ {2}-|^ {2}[a-z]+ /.test(line));
    expect(described.filter((line) => !/\p{Script=Han}/u.test(line) && !/^ {2}(?:seeyon|huaruan)/.test(line))).toEqual(
      [],
    );
    expect(out).not.toMatch(/Usage:|Options:|Commands:|Arguments:|default:|choices:|display help/);
  });
});
