import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnreadable } from '../events/event-store-errors.js';
import type { Logger } from '../logging/logger.js';
import type { MongoConnection } from './client.js';

const pauseMs = 500;

/**
 * Resolves when the server answers. At a start of a whole set servers may be up later than the processes: one that
 * gives no answer is waited for, one that refuses is not.
 * @param withinMs as long as a start waits for numbers
 * @throws StoreUnreadable, StoreUnusable
 */
export async function waitForServer(
  connection: Pick<MongoConnection, 'call'>,
  logger: Pick<Logger, 'warn'>,
  withinMs = 30_000,
): Promise<void> {
  const until = performance.now() + withinMs;
  for (let tries = 0; ; tries += 1) {
    try {
      await connection.call('access', (database) => database.command({ ping: 1 }));
      if (tries > 0) logger.warn({ tries }, 'the server of VIEWS_URL answers: the start goes on');
      return;
    } catch (error) {
      if (!(error instanceof StoreUnreadable) || performance.now() + pauseMs > until) throw error;
      if (tries === 0)
        logger.warn(
          { fault: error.message },
          `the server of VIEWS_URL does not answer: the start waits for it, ${withinMs / 1_000} s at most`,
        );
    }
    await pause(pauseMs);
  }
}
