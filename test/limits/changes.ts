import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { changesBounds } from '../../src/changes/bounds.js';
import type { ChangeFeed } from '../../src/changes/change-feed.js';
import { ChangeStreams } from '../../src/changes/change-streams.js';
import type { ApiKey } from '../../src/platform/auth/api-keys.js';
import type { Problem } from '../../src/platform/http/problems/problem.js';
import { accepted, type Area } from './area.js';

/** A ledger in which something is touched at every position. */
const busy = {
  head: () => Promise.resolve(1_000_000),
  after: (position: number) =>
    Promise.resolve({
      position: position + 1,
      changes: [{ vendor: 'seeyon', touched: [{ kind: 'release', id: 'x'.repeat(100) }], ofEverybody: true }],
    }),
} as unknown as ChangeFeed;

class Connection extends EventEmitter {
  closed = false;
  destroy(): void {
    this.closed = true;
    this.emit('close');
  }
}

const opened = (streams: ChangeStreams, keyId: string, connection = new Connection()) => {
  const key = { id: keyId, role: 'admin', customerId: null } as ApiKey;
  const opening = { key, vendor: 'seeyon', isGood: () => Promise.resolve(true), from: 0 };
  return streams.open(opening, connection as unknown as ServerResponse);
};

const opening = (bound: number, keyOf: (n: number) => string) => {
  const streams = new ChangeStreams(busy);
  const open = (n: number): string => {
    try {
      opened(streams, keyOf(n));
      return accepted;
    } catch (error) {
      return (error as Problem).code;
    }
  };
  const all = Array.from({ length: bound }, (_, n) => open(n));
  const over = open(bound);
  streams.close();
  return { at: all.every((each) => each === accepted) ? accepted : all.join(), over };
};

/** Ends when the connection is closed by the stream, or after so many ms. */
const stalled = async (stalledMs: number, waitMs: number): Promise<string> => {
  const streams = new ChangeStreams(busy, changesBounds, stalledMs);
  const connection = new Connection();
  // It begins to read, and takes nothing more.
  const stream = opened(streams, 'key_1', connection).once('readable', () => undefined);
  await new Promise((resolve) => {
    connection.once('close', resolve);
    setTimeout(resolve, waitMs);
  });
  const { closed } = connection;
  streams.close();
  stream.destroy();
  return closed ? 'the connection is closed' : accepted;
};

export const changes: Area = {
  name: 'changes',
  bounds: changesBounds,
  tries: {
    perKey: (_, bound) => Promise.resolve(opening(bound, () => 'key_1')),
    perProcess: (_, bound) => Promise.resolve(opening(bound, (n) => `key_${n}`)),
    // A shorter time by the same code.
    stalledSeconds: async () => ({ at: await stalled(60_000, 500), over: await stalled(100, 20_000) }),
  },
};
