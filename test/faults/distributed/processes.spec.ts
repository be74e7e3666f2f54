import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { loadedSet, oneOfEachRole } from '../../support/distributed/loaded-set.js';
import { type Doc, isDoc } from '../../support/mongodb/values.js';
import type { ServedSet } from '../../support/distributed/served-set.js';
import type { Workload } from '../../support/distributed/workload.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { Serving } from '../../support/serve.js';

(hasOwnRedis ? describe : describe.skip)('projectors over one set of servers [needs redis-server]', () => {
  let set: ServedSet;
  let close: () => Promise<void>;
  let load: Workload;
  /** It holds the leases of all views. */
  let projecting: Serving;

  /** Resolves in the middle of a batch: its rows were `read` and not written, or `written` without their checkpoint. */
  const amidBatch = (rows: 'read' | 'written'): Promise<void> => {
    const is = (name: string, command: Doc): boolean => {
      if (command.get('$db') !== 'service-ledger-views' || command.get(name) === 'catalog') return false;
      const fields = command.get('projection');
      return rows === 'written'
        ? name === 'update'
        : name === 'find' && isDoc(fields) && fields.has('row') && fields.has('position');
    };
    return load.meanwhile(
      new Promise<void>((resolve) =>
        set.mongo.onCommand((stage, name, command) => {
          if (stage !== 'received' || !is(name, command)) return;
          set.mongo.onCommand(() => undefined);
          resolve();
        }),
      ),
    );
  };

  beforeAll(async () => {
    const loaded = await loadedSet(oneOfEachRole);
    ({ set, load, close } = loaded);
    projecting = loaded.processes.projector;
  });
  afterAll(() => close());

  it.each(['read', 'written'] as const)('a projector that sleeps when rows are %s loses its leases', async (rows) => {
    const other = await set.serve('projector');
    load.begin();
    await load.progress(10);
    await amidBatch(rows);
    projecting.child.kill('SIGSTOP');
    // What follows changes the same rows.
    note(`another projects: ${await load.recovery()}`);
    await load.progress(20);
    projecting.child.kill('SIGCONT');
    note(await load.recovery());
    await load.check();
    await projecting.stop('SIGKILL');
    projecting = other;
  });

  it('two projectors contend: each is suspended in the middle of a batch and takes over again', async () => {
    const other = await set.serve('projector');
    load.begin();
    for (const each of [projecting, other, projecting]) {
      await amidBatch('read');
      each.child.kill('SIGSTOP');
      await load.recovery();
      each.child.kill('SIGCONT');
    }
    note(await load.recovery());
    await load.check();
    await other.stop('SIGTERM');
  });

  it('the only projector is killed in the middle of a batch, and another is started', async () => {
    load.begin();
    await load.progress(10);
    await amidBatch('written');
    await projecting.stop('SIGKILL');
    projecting = await set.serve('projector');
    note(await load.recovery());
    await load.check();
  });
});
