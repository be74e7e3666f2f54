import { MessageChannel } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import type { Message, Request } from '../../../../src/platform/embedded/messages.js';
import { ThreadLink } from '../../../../src/platform/embedded/thread-link.js';

it('sends what is asked in one turn at once, and gives other work its turn between the answers', async () => {
  const { port1, port2 } = new MessageChannel();
  const post = (message: Message): void => port2.postMessage(message);
  const asked: number[] = [];
  port2.on('message', (requests: readonly Request[]) => {
    asked.push(requests.length);
    post({ kind: 'answers', answers: requests.map(({ number }) => ({ number, result: number })) });
  });
  post({
    kind: 'opened',
    moved: { kind: 'moved', head: 0, status: [], ready: true, changes: [], stopped: null },
  });
  const nothing = (): void => undefined;
  const { link } = await ThreadLink.open(port1, { onMoved: nothing, onViewStopped: nothing, onReplaced: nothing });

  let turn = 0;
  let counting = setImmediate(function count() {
    turn += 1;
    counting = setImmediate(count);
  });
  const answeredIn = new Map<number, number>();
  const answers = await Promise.all(
    Array.from({ length: 64 }, async () => {
      const answer = await link.ask({ kind: 'settled' });
      answeredIn.set(turn, (answeredIn.get(turn) ?? 0) + 1);
      return answer;
    }),
  );
  clearImmediate(counting);
  port1.close();
  expect(asked).toEqual([64]);
  expect(answers).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  expect(Math.max(...answeredIn.values())).toBeLessThanOrEqual(8);
});
