import type { PromiseKind } from '../../domain/request/request.events.js';
import type { RequestStateName } from '../../domain/request/state-table.js';
import { promiseKindNames, promiseStateNames, type Three, type Writing } from '../explanations/explanations.port.js';
import { stateTexts } from './request-texts.js';
import type { ShownPromiseState } from './shown-promises.js';

const due: Three = ['{kind}时限 {dueAt}', '{kind}時限 {dueAt}', '{kind} due {dueAt}'];
const soonDue: Three = ['{kind}时限将至，{dueAt}', '{kind}時限將至，{dueAt}', '{kind} due {dueAt}, at risk'];
const other: Three = ['{kind}{state}', '{kind}{state}', 'promised {kind} {state}'];
const erased: Three = ['（文字已清除）', '（文字已清除）', '(text erased)'];

interface PromiseInShort {
  readonly kind: PromiseKind;
  readonly state: ShownPromiseState;
  readonly dueAt: string | null;
}

export interface RequestInShort {
  readonly no: string;
  readonly title: string | null;
  readonly state: RequestStateName;
  readonly priority: string;
  readonly promises: readonly PromiseInShort[];
}

/** A request with its promises in one line, times in the vendor's zone. */
export const requestLine = (writing: Writing, { no, title, state, priority, promises }: RequestInShort): string =>
  [
    `${no} ${title ?? writing.text(erased)}`,
    priority,
    writing.text(stateTexts[state]),
    ...promises.map((promise) => promiseLine(writing, promise)),
  ].join(' · ');

const promiseLine = (writing: Writing, { kind, state, dueAt }: PromiseInShort): string =>
  writing.text(state === 'open' ? due : state === 'at-risk' ? soonDue : other, {
    kind: writing.text(promiseKindNames[kind]),
    state: writing.text(promiseStateNames[state]),
    dueAt: dueAt === null ? '' : writing.instant(dueAt),
  });
