import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import type { Certified } from '../certificates.js';
import { docOf, plain } from './plain-documents.js';
import { Connection } from './connection.js';
import type { Databases } from './databases.js';
import type { PlannedFaults } from './planned-faults.js';
import type { User } from './scram.js';
import { type OnCommand, type Recorded, ServerState } from './server-state.js';

export interface MongoServerOptions {
  /** The name of the replica set of which this is the only member; null for a server of its own. */
  readonly replicaSet?: string | null;
  /** Who may call, by SCRAM-SHA-256 in the database admin; without, everybody may. */
  readonly user?: User;
  readonly certificate?: Certified;
  /** The address by which drivers that discover the replica set find this member. */
  readonly host?: string;
}

/** A MongoDB server in this process, over the real protocol. It knows what the adapters ask; the rest it refuses. */
export class MongoServer {
  readonly #state: ServerState;
  readonly #connections = new Map<Socket, Connection>();
  #server: Server | undefined;
  #lastConnection = 0;
  port = 0;

  constructor(private readonly options: MongoServerOptions = {}) {
    const { replicaSet = 'rs0' } = options;
    this.#state = new ServerState(replicaSet ?? undefined);
  }

  get faults(): PlannedFaults {
    return this.#state.faults;
  }

  /** For tests that look at or change data past the protocol. */
  get databases(): Databases {
    return this.#state.databases;
  }

  /** Connections that are open, those of monitors too. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Cursors that were neither read to their end nor closed. */
  get openCursors(): number {
    return this.#state.cursors.size;
  }

  /** Every connection goes to this member alone, whatever addresses it names. */
  get url(): string {
    const { user, certificate } = this.options;
    const who = user === undefined ? '' : `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@`;
    return `mongodb://${who}127.0.0.1:${this.port}/?directConnection=true${certificate ? '&tls=true' : ''}`;
  }

  /** Commands that were received, the latest 10,000; hello and authentication are not among them. */
  commands(name?: string): readonly (Omit<Recorded, 'command'> & { readonly command: Record<string, unknown> })[] {
    return this.#state.recorded
      .filter((each) => name === undefined || each.name === name)
      .map((each) => ({ ...each, command: plain(each.command) }));
  }

  forgetCommands(): void {
    this.#state.recorded = [];
  }

  /** Past the protocol, as another client would. @throws Refusal DuplicateKey */
  insert(database: string, collection: string, document: Readonly<Record<string, unknown>>): void {
    this.databases.ensure(database, collection).insert(docOf(document));
  }

  /** Called by an upsert that found nothing, before it inserts: another client may insert now. */
  onUpsert(before: (namespace: string) => void): void {
    this.#state.beforeUpsert = before;
  }

  /** Awaited before a command is applied, and again before it is answered. */
  onCommand(use: OnCommand): void {
    this.#state.onCommand = use;
  }

  /** On the port that it had before, if any. */
  async start(): Promise<this> {
    const { certificate } = this.options;
    const server = certificate === undefined ? createServer() : createTlsServer(certificate);
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) =>
      this.#accept(socket),
    );
    server.on('tlsClientError', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as { port: number }).port;
    this.#server = server;
    return this;
  }

  /** Accepts no connections any more; those that are open remain. */
  refuseConnections(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  /** Closes every connection; new ones are accepted. */
  cutConnections(): void {
    for (const socket of this.#connections.keys()) socket.destroy();
  }

  /** Answers nothing any more over the connections that are open. */
  silenceConnections(): void {
    for (const connection of this.#connections.values()) connection.silence();
  }

  /** The data remains, for the next start. */
  stop(): void {
    this.refuseConnections();
    this.cutConnections();
    this.#state.restarted();
  }

  async restart(): Promise<void> {
    this.stop();
    await this.start();
  }

  /** Writes are refused until it steps up again; hello reports a secondary. */
  stepDown(): void {
    this.#state.setPrimary(false);
  }

  stepUp(): void {
    this.#state.setPrimary(true);
  }

  #accept(socket: Socket): void {
    const { user, host } = this.options;
    const at = (): string => host ?? `127.0.0.1:${this.port}`;
    const connection = new Connection(socket, this.#state, user, (this.#lastConnection += 1), at);
    this.#connections.set(socket, connection);
    socket.once('close', () => this.#connections.delete(socket));
  }
}
