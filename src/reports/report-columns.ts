import type { RenewalFigures } from '../../domain/report/renewals.js';
import type { ServiceLevels } from '../../domain/report/service-levels.js';
import type { Channel, Language } from '../../domain/kernel/vocabulary.js';
import { channelNames } from '../explanations/explanations.port.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';

/** A line of a report as CSV: a group, or everything (`key` null). */
type Line<F> = F & { readonly key: string | null };

const everything: Three = ['合计', '合計', 'all'];
const divided: Three = ['分组', '分組', 'Group'];

/** A month is written as it is; channels have names. */
const keyText = (key: string | null, language: Language): string => {
  if (key === null) return oneOfThree(everything, language);
  return Object.hasOwn(channelNames, key) ? oneOfThree(channelNames[key as Channel], language) : key;
};

const level = column<Line<ServiceLevels>>;
export const serviceLevelColumns = (language: Language): readonly Column<Line<ServiceLevels>>[] => [
  level(divided, ({ key }) => keyText(key, language)),
  level(['来电', '來電', 'Calls'], ({ calls }) => calls.received),
  level(['接听', '接聽', 'Answered'], ({ calls }) => calls.answered),
  level(['接听率 %', '接聽率 %', 'Answered, per cent'], ({ calls }) => calls.rate),
  level(['来件', '來件', 'Intakes'], ({ intakes }) => intakes.received),
  level(['已登记', '已登記', 'Registered'], ({ intakes }) => intakes.registered),
  level(['登记率 %', '登記率 %', 'Registered, per cent'], ({ intakes }) => intakes.rate),
];

const renewal = column<Line<RenewalFigures>>;
export const renewalColumns = (language: Language): readonly Column<Line<RenewalFigures>>[] => [
  renewal(divided, ({ key }) => keyText(key, language)),
  renewal(['到期服务期', '到期服務期', 'Terms'], ({ terms }) => terms),
  renewal(['按时续费', '按時續約', 'On time'], ({ onTime }) => onTime),
  renewal(['逾期续费', '逾期續約', 'Late'], ({ late }) => late),
  renewal(['缺口天数', '空窗天數', 'Days of gaps'], ({ gapDays }) => gapDays),
  renewal(['流失', '流失', 'Lost'], ({ lost }) => lost),
  renewal(['待定', '待定', 'Open'], ({ open }) => open),
  renewal(['续费率 %', '續約率 %', 'Renewed, per cent'], ({ rate }) => rate),
];
