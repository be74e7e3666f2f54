import type { Socket } from 'node:net';
import { Double } from 'mongodb';
import { Arguments } from './arguments.js';
import { Refusal } from './errors.js';
import { delayed, execute, failure, nameOf } from './execute.js';
import { hello, isHello } from './hello.js';
import type { Fault } from './planned-faults.js';
import { valueOf } from './plain-documents.js';
import { Scram, type User } from './scram.js';
import type { ServerState } from './server-state.js';
import { type Doc, isDoc } from './values.js';
import { answerTo, Messages, type Request } from './wire.js';

type Answer = Record<string, unknown>;

/** Commands of one connection, one after the other. */
export class Connection {
  readonly #messages = new Messages();
  #scram: Scram | undefined;
  #authenticated: boolean;
  #silent = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: Socket,
    private readonly state: ServerState,
    private readonly user: User | undefined,
    private readonly id: number,
    private readonly host: () => string,
  ) {
    this.#authenticated = user === undefined;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => this.#received(bytes));
  }

  /** Nothing is read or answered any more; the connection is left open. */
  silence(): void {
    this.#silent = true;
  }

  #received(bytes: Buffer): void {
    try {
      for (const request of this.#messages.add(bytes))
        this.#queue = this.#queue.then(() => this.#serve(request)).catch((error: unknown) => this.#broken(error));
    } catch (error) {
      this.#broken(error);
    }
  }

  /** The engine closes a connection over which no message can be read. */
  #broken(error: unknown): void {
    if (!(error instanceof Refusal)) console.error('the MongoDB server of this test failed', error);
    this.socket.destroy();
  }

  /** A monitor asks once, and is answered at each change of the topology. */
  async #serve(request: Request): Promise<void> {
    const name = nameOf(request.command);
    const streams = isHello(name) && request.exhaust && request.command.has('topologyVersion');
    let next: Request | undefined = request;
    while (next !== undefined) next = await this.#answered(next, name, streams);
  }

  /** @returns what the next answer of a stream is to */
  async #answered(request: Request, name: string, streams: boolean): Promise<Request | undefined> {
    if (this.#silent || this.socket.destroyed) return undefined;
    const fault = name === 'configureFailPoint' ? undefined : this.state.faults.take(name);
    if (fault?.cut === 'before') this.socket.destroy();
    if (fault?.silent === 'before') this.#silent = true;
    if (this.#silent || this.socket.destroyed) return undefined;
    await this.state.onCommand('received', name, request.command);
    const answer = await this.#answer(request, name, fault);
    await this.state.onCommand('applied', name, request.command);
    if (fault?.cut === 'after') this.socket.destroy();
    if (fault?.silent === 'after') this.#silent = true;
    if (this.#silent || this.socket.destroyed || request.unacknowledged) return undefined;
    const more = streams && Number(answer['ok']) === 1;
    const { id, bytes } = answerTo(request, answer, more);
    this.socket.write(bytes);
    const version = valueOf(answer['topologyVersion'] ?? null);
    return more ? { ...request, id, command: new Map(request.command).set('topologyVersion', version) } : undefined;
  }

  async #answer(request: Request, name: string, fault: Fault | undefined): Promise<Answer> {
    const { command } = request;
    try {
      if (isHello(name)) return await this.#hello(command, name, fault);
      if (name === 'saslStart' || name === 'saslContinue') return this.#sasl(name, command);
      if (name === 'configureFailPoint') return this.#configure(command);
      if (request.legacy) throw new Refusal('CommandNotFound', `OP_QUERY is served for hello alone, not for ${name}`);
      if (!this.#authenticated) throw new Refusal('Unauthorized', `Command ${name} requires authentication`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failure(error.code, error.message, error.more);
    }
    return execute(this.state, name, command, fault);
  }

  async #hello(command: Doc, name: string, fault: Fault | undefined): Promise<Answer> {
    await delayed(fault);
    if (fault?.errorCode !== undefined) return failure(fault.errorCode, 'planned', {});
    const answer = await hello(this.state, command, name, this.id, this.host());
    const { user } = this;
    if (user === undefined) return answer;
    if (command.get('saslSupportedMechs') === `admin.${user.name}`) answer['saslSupportedMechs'] = ['SCRAM-SHA-256'];
    const speculative = command.get('speculativeAuthenticate');
    if (isDoc(speculative)) {
      const proposal = this.#startScram(new Arguments('saslStart', speculative));
      if (proposal !== undefined) answer['speculativeAuthenticate'] = proposal;
    }
    return answer;
  }

  /** A proposal that fails is left without an answer: the client starts again. */
  #startScram(args: Arguments): Answer | undefined {
    try {
      this.#scram = new Scram(this.user!);
      return this.#scram.start(args);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  #sasl(name: 'saslStart' | 'saslContinue', command: Doc): Answer {
    if (this.user === undefined) throw new Refusal('AuthenticationFailed', 'Authentication failed.');
    const args = new Arguments(name, command);
    if (name === 'saslStart') {
      this.#scram = new Scram(this.user);
      return { ...this.#scram.start(args), ok: new Double(1) };
    }
    if (this.#scram === undefined) throw new Refusal('ProtocolError', 'No SASL session state found');
    const answer = this.#scram.continue(args);
    this.#authenticated ||= this.#scram.proven;
    return { ...answer, ok: new Double(1) };
  }

  #configure(command: Doc): Answer {
    const args = new Arguments('configureFailPoint', command);
    for (const common of ['$db', 'lsid', '$readPreference', 'comment']) args.take(common);
    this.state.faults.configure(args);
    return { ok: new Double(1) };
  }
}
