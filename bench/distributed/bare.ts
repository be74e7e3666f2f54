import { binaryEvent, EventStoreDBClient, NO_STREAM, START } from '@eventstore/db-client';
import { type Collection, MongoClient } from 'mongodb';
import { encodeEvent } from '../../src/platform/events/event-rows.js';
import { streamOf } from '../population.js';
import type { Urls } from './servers.js';

interface Document {
  readonly _id: string | number;
}
interface Table {
  readonly rows: Collection<Document>;
  readonly ids: readonly (string | number)[];
}

/** One append of the rounds of appends: a stream of its own with one event. */
export const appended = (lane: number, n: number) =>
  streamOf('contract', `con_${lane}_${n}`, [{ type: 'LicenceRevoked', data: { reason: 'x'.repeat(300) } }]);

/** What calls a second, `lanes` at once for some seconds. */
export const rateOf = async (
  lanes: number,
  seconds: number,
  call: (lane: number, n: number) => Promise<unknown>,
): Promise<number> => {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let n = 0; performance.now() < began + seconds * 1_000; n += 1) {
        await call(lane, n);
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - began);
};

/** The calls that the adapters send, sent by the bare drivers: what is left is the cost of the doubles and drivers. */
export class BareDrivers {
  readonly #events: EventStoreDBClient;
  readonly #views: MongoClient;

  constructor(urls: Urls) {
    this.#events = EventStoreDBClient.connectionString(urls.events);
    this.#views = new MongoClient(urls.views);
  }

  /** An append, and the read of what was recorded. Credentials choose one call for each append. */
  appends(lanes: number, seconds: number): Promise<number> {
    const credentials = { username: 'bench', password: 'bench' };
    return rateOf(lanes, seconds, async (lane, n) => {
      const { stream, events } = appended(lane, n);
      const { id, data, meta } = encodeEvent(stream, events[0]!);
      const [type, name] = [events[0]!.type, `bare.${stream}`];
      const event = binaryEvent({ id, type, data: Buffer.from(data), metadata: Buffer.from(meta) });
      await this.#events.appendToStream(name, event, { expectedRevision: NO_STREAM, credentials });
      for await (const _read of this.#events.readStream(name, { fromRevision: 0n, maxCount: 1, credentials }));
    });
  }

  /** Of each check that is not cached: the row of a customer, then the rows of its contracts. */
  async checks(contractsEach: number, lanes: number): Promise<number> {
    const [customers, contracts] = [await this.#table('customer-sheet'), await this.#table('contract-sheet')];
    const read = async ({ rows, ids }: Table, from: number, count: number): Promise<void> => {
      const wanted = Array.from({ length: count }, (_, index) => ids[(from + index) % ids.length]!);
      await rows.find({ _id: { $in: [...wanted, 0] } }, { projection: { row: 1, position: 1 } }).toArray();
    };
    const began = performance.now();
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let n = next++; n < customers.ids.length; n = next++) {
        await read(customers, n, 1);
        await read(contracts, n * contractsEach, contractsEach);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return (customers.ids.length * 1_000) / (performance.now() - began);
  }

  /** The ledger read from its start, events a second. */
  async scan(): Promise<number> {
    const began = performance.now();
    let [events, from] = [0, undefined as { commit: bigint; prepare: bigint } | undefined];
    for (let read = 0; ; read = 0) {
      for await (const { event } of this.#events.readAll({ fromPosition: from ?? START, maxCount: 1_000 })) {
        read += 1;
        if (event === undefined) continue;
        from = event.position;
        if (!event.streamId.startsWith('$')) events += 1;
      }
      if (read < 1_000) return (events * 1_000) / (performance.now() - began);
    }
  }

  /** Rows that are stored, 500 by one call, each over an older one alone. */
  async writes(rows: number): Promise<number> {
    const table = this.#views
      .db('service-ledger-bench')
      .collection<Document & { position: number; row: string }>('rows');
    const row = 'x'.repeat(600);
    const began = performance.now();
    for (let from = 0; from < rows; from += 500)
      await table.bulkWrite(
        Array.from({ length: 500 }, (_, index) => {
          const position = from + index;
          return {
            replaceOne: {
              filter: { _id: `row_${position}`, position: { $lt: position } },
              replacement: { position, row },
              upsert: true,
            },
          };
        }),
        { ordered: true },
      );
    const rate = (Math.ceil(rows / 500) * 500 * 1_000) / (performance.now() - began);
    await table.drop();
    return rate;
  }

  async close(): Promise<void> {
    await this.#events.dispose();
    await this.#views.close();
  }

  /** The newest table of a view, with the ids of its rows. */
  async #table(view: string): Promise<Table> {
    const db = this.#views.db('service-ledger-views');
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const rows = db.collection<Document>(names.findLast((name) => name.startsWith(`${view}_v`))!);
    const found = await rows.find({}, { projection: { _id: 1 } }).toArray();
    return { rows, ids: found.map(({ _id }) => _id).filter((id) => id !== 0) };
  }
}
