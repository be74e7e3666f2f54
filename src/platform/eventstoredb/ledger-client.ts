import { EventStoreDBClient, type BaseOptions } from '@eventstore/db-client';
import { StoreStopped } from '../events/event-store.js';
import type { ConnectionSettings } from './connection-url.js';
import { operatorText } from '../operator-fault.js';

/** The client with what it lacks: an end. `dispose()` alone leaves its connection open. */
class LedgerClient extends EventStoreDBClient {
  /** Calls that run go on, up to their own time limits; new ones need a new client. */
  end(): void {
    // Discovery can take long: nobody waits for a channel that is still being made.
    void this.getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}

/**
 * A client that is made when it is needed, and made anew after faults that it does not recover from. What uses it gets
 * the credentials for each call: with them the client appends by one call for each append. Without, it uses its batch,
 * where an error of one append rejects another that was recorded.
 */
export class Connection {
  readonly perCall: Pick<BaseOptions, 'credentials'>;
  #client: LedgerClient | undefined;
  #closed = false;

  constructor(private readonly settings: ConnectionSettings) {
    this.perCall = { credentials: settings.credentials };
  }

  /** @throws StoreStopped after it was closed */
  client(): EventStoreDBClient {
    if (this.#closed) throw new StoreStopped(operatorText('events-connection-closed'));
    return (this.#client ??= made(this.settings));
  }

  /** The next call gets a new client, unless somebody has replaced this one already. */
  replace(failed: EventStoreDBClient): void {
    if (failed === this.#client) this.#end();
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  #end(): void {
    this.#client?.end();
    this.#client = undefined;
  }
}

/** The default of the client, in ms. */
const pingIntervalMs = 10_000;
const gossipTimeoutSeconds = 3;
/** Milliseconds by which the clients of a process differ. */
const mostApart = 1_000;
let clients = 0;

function made({ nodes, discover, tls, credentials, numbers, connectionName }: ConnectionSettings): LedgerClient {
  // Channels with equal options share one TCP connection: a new client would get the one that went silent, as long as
  // another client uses it.
  const apart = (clients = (clients + 1) % mostApart);
  const options = {
    // Discovery cannot be cut short: one round of it, since every call is repeated anyway.
    maxDiscoverAttempts: 1,
    gossipTimeout: gossipTimeoutSeconds,
    ...numbers,
    keepAliveInterval: (numbers.keepAliveInterval ?? pingIntervalMs) + apart,
    connectionName,
    throwOnAppendFailure: true,
  };
  const channel =
    tls === false
      ? { insecure: true }
      : {
          ...(tls.ca && { rootCertificate: tls.ca }),
          ...(tls.cert && { userCertFile: tls.cert }),
          ...(tls.key && { userKeyFile: tls.key }),
        };
  const [first] = nodes;
  if (discover) return new LedgerClient({ ...options, discover: first! }, channel, credentials);
  if (nodes.length > 1) return new LedgerClient({ ...options, endpoints: [...nodes] }, channel, credentials);
  return new LedgerClient({ ...options, endpoint: first! }, channel, credentials);
}
