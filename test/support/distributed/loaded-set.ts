import type { Serving } from '../serve.js';
import { Receiver } from './receiver.js';
import { ServedSet } from './served-set.js';
import { Workload } from './workload.js';

/** Processes over one set of servers, sellers who write through them, and a subscriber. */
export interface LoadedSet<Processes> {
  readonly set: ServedSet;
  readonly receiver: Receiver;
  readonly load: Workload;
  readonly processes: Processes;
  /** What a process needs to deliver to the subscriber. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts what `serve` serves; the sellers write through its `apis`. */
export async function loadedSet<Processes extends { readonly apis: readonly Serving[] }>(
  serve: (set: ServedSet, env: LoadedSet<Processes>['env']) => Promise<Processes>,
): Promise<LoadedSet<Processes>> {
  const receiver = await Receiver.start();
  const set = await ServedSet.start();
  const env = { WEBHOOK_HOSTS: receiver.host };
  const processes = await serve(set, env);
  return {
    set,
    receiver,
    load: await Workload.over(set, processes.apis, receiver),
    processes,
    env,
    close: async () => {
      await set.close();
      await receiver.close();
    },
  };
}

/** One process of each role. @param options of node */
export const oneOfEachRole = async (
  set: ServedSet,
  env: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<{ readonly apis: readonly Serving[]; readonly projector: Serving; readonly worker: Serving }> => {
  const [projector, api, worker] = await Promise.all([
    set.serve('projector', env, options),
    set.serve('api', env, options),
    set.serve('worker', env, options),
  ]);
  return { apis: [api], projector, worker };
};
