import type { Help } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { HelpText } from './help-texts.js';

/** Bad usage as commander states it in English, and in zh-CN and zh-TW; `$1` is what the pattern found. */
type Two = readonly [zhCN: string, zhTW: string];
export const usageFaults: readonly (readonly [RegExp, Two])[] = [
  [/^error: missing required argument '(.+)'$/, ['缺少参数“$1”', '缺少參數「$1」']],
  [/^error: option '(.+)' argument missing$/, ['选项“$1”后面缺少值', '選項「$1」後面缺少值']],
  [/^error: required option '(.+)' not specified$/, ['缺少必需的选项“$1”', '缺少必需的選項「$1」']],
  [/^error: unknown option '(.+?)'$/, ['没有选项“$1”', '沒有選項「$1」']],
  [/^error: unknown command '(.+?)'$/, ['没有命令“$1”', '沒有命令「$1」']],
  [
    /^error: too many arguments.*Expected (\d+) arguments? but got (\d+)\.$/,
    ['参数过多：应为 $1 个，给了 $2 个', '參數過多：應為 $1 個，給了 $2 個'],
  ],
  [
    /^error: option '(.+?)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/,
    ['选项“$1”不能是“$2”；可选：$3', '選項「$1」不能是「$2」；可選：$3'],
  ],
  [
    /^error: option '(.+?)' argument '(.*)' is invalid\. (.+)$/,
    ['选项“$1”不能是“$2”：$3', '選項「$1」不能是「$2」：$3'],
  ],
];
const suggested: readonly [RegExp, Two] = [
  /^\(Did you mean (?:one of )?(.+)\?\)$/,
  ['（是否指“$1”？）', '（是否指「$1」？）'],
];
const seeHelp: Two = ['用 --help 查看说明。', '用 --help 查看說明。'];

/** What commander writes about bad usage, in a language; lines that are not known stay as they are. */
export const usageFault = (text: string, language: Language): string => {
  if (language === 'en') return text;
  const column = language === 'zh-CN' ? 0 : 1;
  const lines = text.trimEnd().split('\n');
  const written = lines.map((line) => {
    const found = [...usageFaults, suggested].find(([pattern]) => pattern.test(line));
    return found === undefined ? line : line.replace(found[0], found[1][column]);
  });
  return `${written.join('\n')}\n${seeHelp[column]}\n`;
};

/** The frame of a help page: titles, and what is added to descriptions. */
export const helpFrame = (text: HelpText): Partial<Help> => {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': text('usage'),
    'Arguments:': text('arguments'),
    'Options:': text('options'),
    'Commands:': text('commands'),
  };
  return {
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue, required, optional, envVar }) => {
      const isShown = (required || optional) && defaultValue !== undefined;
      const more = [
        ...(argChoices === undefined ? [] : [text('choices', { choices: argChoices.join(', ') })]),
        ...(isShown ? [text('default', { value: String(defaultValue) })] : []),
        ...(envVar === undefined ? [] : [text('environment', { name: envVar })]),
      ];
      return more.length === 0
        ? description
        : text('described', { description, more: more.join(text('listed')) }).trim();
    },
  };
};
