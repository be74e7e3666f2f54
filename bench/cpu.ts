import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answering, Asked } from './answering.js';
import type { Load } from './load.js';

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  readonly key: () => Promise<string>;
  /** Its processor time so far, in µs: all threads, in and below the program. */
  readonly cpu: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export const serve = async (task: Answering): Promise<Served> => {
  // Lines of log go where nobody reads them; writing them is part of the cost.
  const server = fork(join(import.meta.dirname, 'answering.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  server.setMaxListeners(0);
  const ask = <T>(message: Answering | Asked): Promise<T> =>
    new Promise((resolve, reject) => {
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
      server.once('message', (answer) => resolve(answer as T));
      server.send(message);
    });
  const url = await ask<string>(task);
  return {
    url,
    key: () => ask<string>('key'),
    cpu: () => ask<number>('cpu'),
    close: () =>
      new Promise((resolve) => {
        server.removeAllListeners('exit').once('exit', () => resolve());
        server.disconnect();
      }),
  };
};

/** Processor time of the server per request, in µs, over `amount` requests. */
export const cpuPerRequest = async (
  { cpu }: Served,
  load: (amount: number) => Promise<Load>,
  amount: number,
): Promise<number> => {
  const before = await cpu();
  const { non2xx, errors } = await load(amount);
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of ${amount} requests failed`);
  return ((await cpu()) - before) / amount;
};
