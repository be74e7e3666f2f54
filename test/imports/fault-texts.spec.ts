import { describe, expect, it } from '@jest/globals';
import { fileFaultText } from '../../src/imports/reading/file-fault.js';
import { faultText } from '../../src/imports/records/fault-texts.js';
import { differences } from '../../src/imports/records/record-checks.js';
import type { ImportRecord } from '../../src/imports/records/record.js';
import { templateOf } from '../../src/imports/records/template.js';
import { vocabularyOf } from '../../src/imports/records/vocabulary.js';

const [seeyon, huaruan] = [vocabularyOf({ language: 'zh-CN' }), vocabularyOf({ language: 'zh-TW' })];

describe('faults of a file', () => {
  it('name levels and regions as the files do, not by their codes', () => {
    const known = { name: '甲方', level: 'key', region: 'unknown' };
    const record = { name: '甲方', level: 'standard', region: 'outside' } as ImportRecord;
    const faults = differences(record, known, () => true);
    expect(faults.map((fault) => faultText(fault, 'zh-CN', seeyon))).toEqual([
      '“普通”与该客户已登记的“重点”不一致',
      '“外地”与该客户已登记的“未填写”不一致',
    ]);
    expect(faults.map((fault) => faultText(fault, 'zh-TW', huaruan))).toEqual([
      '「一般」與該客戶已登記的「重點」不一致',
      '「外縣市」與該客戶已登記的「未填寫」不一致',
    ]);
  });

  it('list as the language lists', () => {
    const fault = { field: 'level', reason: 'unknown-word', value: '重要', allowed: '普通, 重点' } as const;
    expect(faultText(fault, 'zh-CN', seeyon)).toBe('“重要”不在可选范围内：普通、重点');
    expect(faultText(fault, 'en', seeyon)).toBe("'重要' is none of: 普通, 重点");
    const facts = { missing: '客戶編號, 客戶名稱', repeated: '-', rows: 20 };
    expect(fileFaultText({ reason: 'headings', facts }, 'zh-TW')).toContain('缺少：客戶編號、客戶名稱；重複：無。');
  });
});

describe('the template', () => {
  it('counts all its days in the years that the vendor counts', async () => {
    const series = new Map([['HRHIS', 'HRHIS']]);
    const csv = async (vocabulary: typeof seeyon) => (await templateOf(vocabulary, series, 'csv')).toString();
    expect(await csv(huaruan)).toContain(',113/3/1,114/3/2~115/3/1,');
    expect(await csv(seeyon)).toContain(',2024-03-01,2025-03-02~2026-03-01,');
  });
});
