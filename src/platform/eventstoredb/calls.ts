import { setTimeout as pause } from 'node:timers/promises';
import type { BaseOptions, EventStoreDBClient } from '@eventstore/db-client';
import { StoreStopped } from '../events/event-store.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';
import { withTimeout } from '../projector/with-timeout.js';
import type { Limits } from './limits.js';
import type { Connection } from './ledger-client.js';
import { clientRecovers, explained, isAnswer, NoAnswer } from './server-errors.js';

/** A call with the options that every call needs. */
export type Call<T> = (client: EventStoreDBClient, options: BaseOptions) => Promise<T>;

/** Calls over one connection, with time limits and a new client where the old one does not recover. */
export class Calls {
  #unreachable: OperatorText | null = null;

  constructor(
    readonly connection: Connection,
    readonly limits: Limits,
  ) {}

  /** Why the last call had no answer; null where it had one. */
  unreachable(): OperatorText | null {
    return this.#unreachable;
  }

  /**
   * One attempt; a call without a limit ends by itself. The leader answers, so that a process reads what any process
   * has recorded.
   */
  async once<T>(call: Call<T>, limitMs?: number): Promise<T> {
    const { connection } = this;
    const client = connection.client();
    try {
      const answering = call(client, { ...connection.perCall, requiresLeader: true });
      const late = () => new NoAnswer(operatorText('events-late', { ms: String(limitMs) }));
      const answer = await (limitMs === undefined ? answering : withTimeout(answering, limitMs, late));
      this.#unreachable = null;
      return answer;
    } catch (error) {
      if (isAnswer(error)) this.#unreachable = null;
      else {
        this.#unreachable = operatorText('events-silent', { cause: causeIn(error) });
        if (!clientRecovers(error)) connection.replace(client);
      }
      throw error;
    }
  }

  /** A call that can be repeated without harm: until it has an answer, or the time is over. */
  async repeated<T>(call: Call<T>): Promise<T> {
    const { firstPauseMs, longestPauseMs, readMs } = this.limits;
    const until = performance.now() + readMs;
    for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
      try {
        return await this.once(call);
      } catch (error) {
        if (isAnswer(error) || error instanceof StoreStopped || performance.now() + wait > until)
          throw explained(error);
        await pause(wait);
      }
    }
  }
}
