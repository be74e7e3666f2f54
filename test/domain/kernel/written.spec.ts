import { describe, expect, it } from '@jest/globals';
import { writtenDay, writtenInstant, writtenMoney } from '../../../domain/kernel/written.js';
import { languages } from '../../../domain/kernel/vocabulary.js';
import { countSentences, faultsOf } from '../../support/sentences.js';

describe('times and amounts in sentences', () => {
  it('T1: an instant is written in the vendor’s zone, as a person writes it', () => {
    const at = '2026-11-26T01:00:00.000Z';
    expect(languages.map((language) => writtenInstant(at, 'Asia/Shanghai', language))).toEqual([
      '2026年11月26日（周四）09:00',
      '2026年11月26日（週四）09:00',
      'Thu 26 Nov 2026, 09:00',
    ]);
    expect(writtenInstant('2026-03-01T16:00:00.000Z', 'Asia/Shanghai', 'en')).toBe('Mon 2 Mar 2026, 00:00');
    expect(writtenInstant('2026-07-01T12:30:00.000Z', 'America/New_York', 'en')).toBe('Wed 1 Jul 2026, 08:30');
  });

  it('T1: a day is written with its weekday', () => {
    expect(languages.map((language) => writtenDay('2026-03-01', language))).toEqual([
      '2026年3月1日（周日）',
      '2026年3月1日（週日）',
      'Sun 1 Mar 2026',
    ]);
  });

  it('an amount is grouped, with at least two decimals, and the name of its currency', () => {
    const amounts = (amount: string, currency: string) =>
      languages.map((language) => writtenMoney({ amount, currency }, language));
    expect(amounts('36000', 'CNY')).toEqual(['36,000.00 元', '人民幣 36,000.00 元', 'CNY 36,000.00']);
    expect(amounts('1234567.5', 'USD')).toEqual(['1,234,567.50 美元', '美金 1,234,567.50 元', 'USD 1,234,567.50']);
    expect(amounts('0.125', 'XAF')).toEqual(['XAF 0.125', 'XAF 0.125', 'XAF 0.125']);
  });
});

describe('the search for what no sentence may contain', () => {
  it.each([
    ['合同 con_74bxasr5xxbm 已过期', 'zh-CN', 'id'],
    ['原因是 needs-agreement。', 'zh-CN', 'code'],
    ['Denied for onsite.', 'en', 'code'],
    ['到 2026-03-01 为止', 'zh-CN', 'utc'],
    ['2026-11-26T01:00:00.000Z', 'en', 'utc'],
    ['由 ContractPurchased 证明', 'zh-CN', 'eventType'],
    ['版本 … 没有发布', 'zh-CN', 'unfilled'],
    ['無法提供服務', 'zh-CN', 'traditional'],
    ['不能为您服务', 'zh-TW', 'mainland'],
    ['請檢查數據', 'zh-TW', 'mainland'],
    ['级别 standard', 'zh-CN', 'latin'],
    ['level 普通', 'en', 'han'],
  ] as const)('%s (%s) is found: %s', (sentence, language, fault) => {
    expect(faultsOf(sentence, language).map((found) => found.split(':')[0])).toContain(fault);
  });

  it('points in numbers and versions end no sentence', () => {
    expect(countSentences('Version 4.20 costs CNY 1.50.')).toBe(1);
    expect(countSentences('好。再见。')).toBe(2);
  });
});
