import type { Language } from '../../domain/kernel/vocabulary.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import { fieldText } from '../platform/http/problems/field-text.js';
import type { Problem } from '../platform/http/problems/problem.js';

/** The status that the route would answer with. */
export const statusOf = ({ code, facts }: Problem): number => problemText(code, facts, 'en').status;

/** A problem as its answer has it, as far as people at a terminal are shown it. */
interface Shown {
  readonly code?: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Options whose values a request has under other names. */
const optionOf: Readonly<Record<string, string>> = {
  customerCode: 'customer',
  customerId: 'customer',
  contractNo: 'contract',
  contractId: 'contract',
  productSeries: 'series',
  limitPerMinute: 'limit',
};
/** Options whose values a request has under the same name. */
const options = new Set(
  'at knownAt knownPosition channel urgency module targetVersion region answerVersion service name role reason'.split(
    ' ',
  ),
);

/** Where a bad value is, as a command line has it. */
const placeOf = (pointer: string): string => {
  const name = /^[?/](\w+)$/.exec(pointer)?.[1] ?? '';
  const option = Object.hasOwn(optionOf, name) ? optionOf[name] : options.has(name) ? name : undefined;
  return option === undefined ? pointer : `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};

/** The detail without prefixes of addresses, then the faults that it does not name itself, one a line. */
const linesOf = ({ code, detail, errors }: Shown): string => {
  const faults = errors
    .filter(({ pointer }) => !pointer.startsWith('{'))
    .map((error) => `${placeOf(error.pointer)}: ${error.detail}`);
  if (code === 'invalid' && faults.length > 0) return faults.join('\n');
  return [detail.replace(/(?<=[“「'])(?:no|code):/, ''), ...faults.map((fault) => `  ${fault}`)].join('\n');
};

/** A problem for people at a terminal: what the route would answer, with the faults it lists. */
export const linesOfProblem = ({ code, facts, more }: Problem, language: Language): string =>
  linesOf({
    code,
    detail: problemText(code, facts, language).detail,
    errors: (more.errors ?? []).map((error) => ({ pointer: error.pointer, detail: fieldText(error, language) })),
  });

/** The same of an answer; one that is no problem as it is, as far as a terminal has room. */
export const detailOf = (text: string): string => {
  try {
    const { code, detail = text, errors = [] } = JSON.parse(text) as Partial<Shown>;
    return linesOf({ ...(code !== undefined && { code }), detail, errors });
  } catch {
    return text.slice(0, 500);
  }
};
