import type { PromiseKind } from '../../domain/request/request.events.js';
import type { RequestStateName } from '../../domain/request/state-table.js';
import type { Three, Writing } from '../explanations/explanations.port.js';
import { stateTexts } from './request-texts.js';

const kinds: Readonly<Record<PromiseKind, Three>> = {
  respond: ['响应', '回應', 'response'],
  arrive: ['到场', '到場', 'arrival'],
};
/** By the state of a promise, as answers have it. */
const states: Readonly<Record<string, Three>> = {
  open: ['{kind}期限 {due}', '{kind}期限 {due}', '{kind} due {due}'],
  'at-risk': ['{kind}期限 {due}，即将逾期', '{kind}期限 {due}，即將逾期', '{kind} due {due}, at risk'],
  paused: ['{kind}计时暂停', '{kind}計時暫停', '{kind} paused'],
  kept: ['{kind}已按时', '{kind}已準時', '{kind} in time'],
  broken: ['{kind}已逾期', '{kind}已逾期', '{kind} late'],
  void: ['{kind}不再适用', '{kind}不再適用', '{kind} void'],
};
const erased: Three = ['（文字已清除）', '（文字已清除）', '(text erased)'];

export interface RequestInShort {
  readonly no: string;
  readonly title: string | null;
  readonly state: RequestStateName;
  readonly priority: string;
  readonly promises: readonly { readonly kind: PromiseKind; readonly state: string; readonly dueAt: string | null }[];
}

/** A request with its promises in one line, times in the vendor's zone. */
export const requestLine = (writing: Writing, { no, title, state, priority, promises }: RequestInShort): string =>
  [
    `${no} ${title ?? writing.text(erased)}`,
    priority,
    writing.text(stateTexts[state]),
    ...promises.map((promise) =>
      writing.text(states[promise.state]!, {
        kind: writing.text(kinds[promise.kind]),
        due: promise.dueAt === null ? '' : writing.instant(promise.dueAt),
      }),
    ),
  ].join(' · ');
