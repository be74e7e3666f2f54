import type { EventOf } from './request.events.js';
import type { Working } from './working-state.js';

/** R15: a memo written again is a new version without confirmations; agreed, it is waited for. */
export const evolveMemo = (
  request: Working,
  event: EventOf<'MemoWritten'> | EventOf<'MemoConfirmed'> | EventOf<'MemoAgreed'>,
): void => {
  switch (event.type) {
    case 'MemoWritten': {
      const { memoId, version, text, solution, plannedOn, salt, sha256 } = event.data;
      request.memo = { memoId, version, text, solution, plannedOn, salt, sha256, confirmations: {}, agreedAt: null };
      return;
    }
    case 'MemoConfirmed': {
      const { side, person, at } = event.data;
      const memo = request.memo!;
      request.memo = { ...memo, confirmations: { ...memo.confirmations, [side]: { person, at } } };
      return;
    }
    case 'MemoAgreed': {
      const { memoId, version, at, until } = event.data;
      const waitId = `${memoId}-${version}`;
      request.memo = { ...request.memo!, agreedAt: at };
      request.waits = [...request.waits, { waitId, kind: 'memo', text: null, from: at, until, endedAt: null }];
      return;
    }
  }
};
