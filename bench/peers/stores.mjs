import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * One event store as the bench sees it. `append` puts one event behind `expected` events of the stream and resolves
 * when
 * it is durable; it throws a Conflict where the stream holds another number of events. `read` answers all
 * events in order, each with the place in the stream that the store gives it.
 * @typedef {{ append(stream: string, expected: number, data: object): Promise<void>, read(stream: string):
 * Promise<readonly { at: number, data: object }[]>, close(): Promise<void> }} Store
 */
export class Conflict extends Error {}

const here = import.meta.dirname;
const from = async (folder, name) =>
  import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);
const product = (path) => import(pathToFileURL(join(here, '../../dist', path)).href);
const asConflict = (isOne) => (error) => {
  throw isOne(error) ? new Conflict() : error;
};

const ours = async ({ folder }) => {
  const [{ SqliteEventStore }, { eventId }] = await Promise.all([
    product('src/platform/events/sqlite-event-store.js'),
    product('src/platform/ledger/identity.js'),
  ]);
  const store = SqliteEventStore.open(folder, Date.now);
  const meta = {
    effectiveAt: '2025-03-01T00:00:00.000Z',
    actor: 'bench',
    role: 'admin',
    channel: 'bench',
    correlationId: 'bench',
    bodyHash: '',
  };
  let drawn = 0;
  return {
    async append(stream, expected, data) {
      const name = `bench.stream-${stream}`;
      const key = `${drawn++}`;
      await store
        .append(name, expected - 1, [
          {
            id: eventId(name, key, 0),
            vendor: 'bench',
            type: 'Noted',
            schema: 1,
            data,
            meta: { ...meta, keyHash: key },
          },
        ])
        .catch(asConflict((error) => error.constructor.name === 'WrongRevision'));
    },
    read: async (stream) =>
      (await store.readStream(`bench.stream-${stream}`)).map(({ revision, data }) => ({ at: revision, data })),
    close: () => store.close(),
  };
};

/** Both emmetts are asked alike. */
const emmett = (store, close) => ({
  async append(stream, expected, data) {
    await store
      .appendToStream(`bench-${stream}`, [{ type: 'Noted', data }], {
        expectedStreamVersion: expected === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected),
      })
      .catch(
        asConflict((error) =>
          /ExpectedVersionConflict|Expected.*version/i.test(`${error.constructor.name} ${error.message}`),
        ),
      );
  },
  read: async (stream) =>
    (await store.readStream(`bench-${stream}`)).events.map(({ data, metadata }) => ({
      at: Number(metadata.streamPosition) - 1,
      data,
    })),
  close,
});

const emmettPostgresql = async ({ url }) => {
  const { getPostgreSQLEventStore } = await from(here, '@event-driven-io/emmett-postgresql');
  const store = getPostgreSQLEventStore(url);
  return emmett(store, () => store.close());
};

const emmettSqlite = async ({ folder }) => {
  const { getSQLiteEventStore } = await from(join(here, 'sqlite'), '@event-driven-io/emmett-sqlite');
  return emmett(getSQLiteEventStore({ fileName: join(folder, 'emmett.db') }), async () => undefined);
};

const castorePostgres = async ({ url }) => {
  const { PostgresEventStorageAdapter, PostgresEventAlreadyExistsError } = await from(
    here,
    '@castore/event-storage-adapter-postgres',
  );
  await PostgresEventStorageAdapter.createEventTable({
    connectionString: url,
    aggregateId: { type: 'VARCHAR', length: 64 },
  });
  const adapter = new PostgresEventStorageAdapter({ connectionString: url });
  const isConflict = (error) =>
    (PostgresEventAlreadyExistsError !== undefined && error instanceof PostgresEventAlreadyExistsError) ||
    /AlreadyExists/.test(`${error.constructor.name} ${error.code}`);
  return {
    async append(stream, expected, data) {
      await adapter
        .pushEvent(
          { aggregateId: stream, version: expected + 1, type: 'NOTED', payload: data },
          { eventStoreId: 'BENCH' },
        )
        .catch(asConflict(isConflict));
    },
    read: async (stream) =>
      (await adapter.getEvents(stream, { eventStoreId: 'BENCH' })).events.map(({ version, payload }) => ({
        at: version - 1,
        data: payload,
      })),
    // The adapter has no way to close its pool; the process ends.
    close: async () => undefined,
  };
};

/** Each by its name; `needs` is what it is opened with. */
export const stores = {
  'service-ledger': { open: ours, needs: 'folder' },
  'emmett-sqlite 0.38.5': { open: emmettSqlite, needs: 'folder' },
  'emmett-postgresql 0.42.0': { open: emmettPostgresql, needs: 'url' },
  'castore-postgres 2.4.2': { open: castorePostgres, needs: 'url' },
};
