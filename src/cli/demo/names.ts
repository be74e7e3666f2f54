/** Random numbers that are the same in every run (mulberry32): a demo that can be talked about. */
export const dice = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (n: number): number => Math.floor(next() * n);
  return { next, upTo, oneOf: <T>(list: readonly T[]): T => list[upTo(list.length)]! };
};
export type Dice = ReturnType<typeof dice>;

interface NameParts {
  readonly cities: readonly string[];
  readonly marks: readonly string[];
  readonly trades: readonly string[];
  readonly forms: readonly string[];
  readonly surnames: readonly string[];
  readonly given: readonly string[];
}

/** Invented firms and people, in the language of each vendor. */
export const nameParts: Readonly<Record<'seeyon' | 'huaruan', NameParts>> = {
  seeyon: {
    cities: ['青岛', '杭州', '成都', '武汉', '西安', '长沙', '苏州', '厦门', '沈阳', '合肥'],
    marks: ['恒远', '明德', '启航', '瑞丰', '中泽', '嘉禾', '天衡', '博雅', '安和', '新港'],
    trades: ['科技', '能源', '医药', '建筑设计', '食品', '物流', '教育咨询', '环保工程'],
    forms: ['有限公司', '股份有限公司', '集团有限公司', '研究院'],
    surnames: ['王', '李', '张', '刘', '陈', '杨', '赵', '周'],
    given: ['敏', '强', '静', '磊', '洋', '艳', '杰', '芳', '晓明', '海燕'],
  },
  huaruan: {
    cities: ['臺北', '高雄', '廣州', '珠海', '廈門', '上海', '蘇州', '三亞', '麗江', '桂林'],
    marks: ['悅來', '雲端', '海天', '君臨', '和風', '金茂', '山水', '映月', '長榮', '麗景'],
    trades: ['大酒店', '度假村', '商務酒店', '溫泉酒店', '國際酒店', '會議中心'],
    forms: ['', '有限公司', '管理有限公司'],
    surnames: ['陳', '林', '黃', '張', '吳', '劉', '蔡', '楊'],
    given: ['雅婷', '志豪', '怡君', '俊傑', '淑芬', '建宏', '美玲', '家豪'],
  },
};

export const firm = ({ oneOf }: Dice, { cities, marks, trades, forms }: NameParts): string =>
  `${oneOf(cities)}${oneOf(marks)}${oneOf(trades)}${oneOf(forms)}`;
export const person = ({ oneOf }: Dice, { surnames, given }: NameParts): string => `${oneOf(surnames)}${oneOf(given)}`;
