import type { RenewalFigures } from '../../domain/report/renewals.js';
import type { SatisfactionFigures } from '../../domain/report/satisfaction.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { channelNames, serviceNames } from '../explanations/explanations.port.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import type { LevelGroup } from './service-levels.js';

type Levels = Omit<LevelGroup, 'key'>;

/** A line of a report as CSV: a group, or everything (`key` null). */
type Line<F> = F & { readonly key: string | null };

const everything: Three = ['合计', '合計', 'all'];
const divided: Three = ['分组', '分組', 'Group'];

/** Months and priorities are written as they are; channels and services have names. */
const keyText = (key: string | null, by: string | undefined, language: Language): string => {
  if (key === null) return oneOfThree(everything, language);
  const names: Readonly<Record<string, Three>> = by === 'channel' ? channelNames : by === 'service' ? serviceNames : {};
  return Object.hasOwn(names, key) ? oneOfThree(names[key]!, language) : key;
};

const level = column<Line<Levels>>;
export const serviceLevelColumns = (language: Language, by: string | undefined): readonly Column<Line<Levels>>[] => [
  level(divided, ({ key }) => keyText(key, by, language)),
  level(['来电', '來電', 'Calls'], ({ calls }) => calls?.received ?? null),
  level(['接听', '接聽', 'Answered'], ({ calls }) => calls?.answered ?? null),
  level(['接听率 %', '接聽率 %', 'Answered, per cent'], ({ calls }) => calls?.rate ?? null),
  level(['受理登记', '受理登記', 'Intakes'], ({ intakes }) => intakes?.received ?? null),
  level(['已登记服务请求', '已登記服務案件', 'Registered'], ({ intakes }) => intakes?.registered ?? null),
  level(['登记率 %', '登記率 %', 'Registered, per cent'], ({ intakes }) => intakes?.rate ?? null),
  level(['已守承诺', '已達成承諾', 'Promises kept'], ({ promises }) => promises.kept),
  level(['已违承诺', '已逾時承諾', 'Broken'], ({ promises }) => promises.broken),
  level(['未到期', '未到期', 'Open'], ({ promises }) => promises.open),
  level(['作废', '作廢', 'Void'], ({ promises }) => promises.void),
  level(['酌情服务', '酌情服務', 'Goodwill'], ({ promises }) => promises.goodwill),
  level(['守约率 %', '達成率 %', 'Kept, per cent'], ({ promises }) => promises.rate),
];

const renewal = column<Line<RenewalFigures>>;
export const renewalColumns = (language: Language): readonly Column<Line<RenewalFigures>>[] => [
  renewal(divided, ({ key }) => keyText(key, undefined, language)),
  renewal(['到期服务期', '到期服務期', 'Terms'], ({ terms }) => terms),
  renewal(['按时续费', '按時續約', 'On time'], ({ onTime }) => onTime),
  renewal(['逾期续费', '逾期續約', 'Late'], ({ late }) => late),
  renewal(['缺口天数', '空窗期天數', 'Days of gaps'], ({ gapDays }) => gapDays),
  renewal(['流失', '流失', 'Lost'], ({ lost }) => lost),
  renewal(['待定', '待定', 'Open'], ({ open }) => open),
  renewal(['续费率 %', '續約率 %', 'Renewed, per cent'], ({ rate }) => rate),
];

const satisfaction = column<Line<SatisfactionFigures>>;
export const satisfactionColumns = (
  language: Language,
  by: string | undefined,
): readonly Column<Line<SatisfactionFigures>>[] => [
  satisfaction(divided, ({ key }) => keyText(key, by, language)),
  satisfaction(['已发满意度调查', '已寄滿意度調查', 'Surveys sent'], ({ sent }) => sent),
  satisfaction(['已答复', '已回覆', 'Answered'], ({ answered }) => answered),
  satisfaction(['答复率 %', '回覆率 %', 'Answered, per cent'], ({ responseRate }) => responseRate),
  satisfaction(['平均分', '平均分', 'Average'], ({ average }) => average),
  ...([1, 2, 3, 4, 5] as const).map((score) =>
    satisfaction([`${score} 分`, `${score} 分`, `Rated ${score}`], ({ scores }) => scores[score]),
  ),
  satisfaction(['低分', '低分', 'Low'], ({ low }) => low),
  satisfaction(['按时回访', '按時回訪', 'Followed up in time'], ({ followUps }) => followUps.inTime),
  satisfaction(['逾期回访', '逾期回訪', 'Followed up late'], ({ followUps }) => followUps.late),
  satisfaction(['待回访', '待回訪', 'Follow-up open'], ({ followUps }) => followUps.open),
];
