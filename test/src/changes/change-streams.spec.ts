import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { ChangeFeed } from '../../../src/changes/change-feed.js';
import { ChangeStreams } from '../../../src/changes/change-streams.js';
import type { ApiKey } from '../../../src/platform/auth/api-keys.js';

/** A ledger in which nothing happens. */
const quiet = {
  head: () => Promise.resolve(7),
  after: () => Promise.resolve(null),
  next: (_: number, __: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
} as unknown as ChangeFeed;

class Connection extends EventEmitter {
  destroyed = false;
  constructor(readonly closed: boolean) {
    super();
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const opening = {
  key: { id: 'key_1', role: 'admin', customerId: null } as ApiKey,
  vendor: 'seeyon',
  isGood: () => Promise.resolve(true),
  from: undefined,
};

describe('streams of changes', () => {
  it('one whose reader went away before it was opened counts for nothing', () => {
    const streams = new ChangeStreams(quiet);
    const stream = streams.open(opening, new Connection(true) as unknown as ServerResponse);
    expect(streams.size).toBe(0);
    stream.destroy();
    const open = streams.open(opening, new Connection(false) as unknown as ServerResponse);
    expect(streams.size).toBe(1);
    streams.close();
    open.destroy();
  });
});
