import { describe, expect, it } from '@jest/globals';
import { linesOf } from '../../../src/cli/entitlement-commands.js';
import { localeLanguage } from '../../../src/cli/texts.js';

const answer = {
  entitled: false,
  outcome: 'denied',
  reason: 'lapsed',
  at: '2026-03-02T16:00:00.000Z',
  coveredBy: null,
  conditions: [],
  remedy: 'renew',
  nextChangeAt: null,
  knownPosition: 7,
  receipt: 'sha256:ab',
  checks: [{ check: 'in-term' as const, passed: false, evidence: [{ position: 3, type: 'ContractPurchased' }] }],
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

  it('prints an answer in each language, with the codes of the API beside the texts', () => {
    expect(linesOf(answer, 'zh-CN')).toEqual([
      '不能服务 denied (已过期 lapsed) 时点 2026-03-02T16:00:00.000Z',
      '  未通过  in-term            在服务期内  #3 ContractPurchased',
      '  补救办法：续费 renew',
      '  所知账面位置 7，回执 sha256:ab',
    ]);
    expect(linesOf(answer, 'zh-TW')[0]).toBe('無法提供服務 denied (已到期 lapsed) 時點 2026-03-02T16:00:00.000Z');
    expect(linesOf(answer, 'en')).toEqual([
      'denied (lapsed) at 2026-03-02T16:00:00.000Z',
      '  FAILED  in-term            #3 ContractPurchased',
      '  remedy: renew',
      '  known at position 7, sha256:ab',
    ]);
  });
});
