import type { MessagePort } from 'node:worker_threads';
import type { OnProgress } from '../projector/builder.js';
import type { Answer, Failed, Message, Moved, Request, ViewStopped, Work, WorkResult } from './messages.js';
import { receivedError } from './sent-errors.js';
import { causeIn, OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';

/** The write thread ended while it was asked: what was asked may or may not have happened. */
export class ThreadLost extends OperatorFault {
  constructor(override readonly text: OperatorText) {
    super(text);
  }
}

/** Answers handed out in one turn of the event loop: whoever receives one soon works for about 0.1 ms. */
const answeredAtOnce = 4;

interface Pending {
  readonly resolve: (result: WorkResult) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: OnProgress | undefined;
}

/** What the link needs of a `Worker` or a `MessagePort`. */
export type ThreadPort = Pick<MessagePort, 'postMessage' | 'on' | 'ref' | 'unref'>;

export interface LinkEvents {
  readonly onMoved: (moved: Moved) => void;
  readonly onViewStopped: (stopped: ViewStopped) => void;
  readonly onReplaced: (what: string) => void;
}

/** The main thread's end of the write thread: asks, and hands answers and changes on in the order they arrive. */
export class ThreadLink {
  readonly #pending = new Map<number, Pending>();
  #number = 0;
  /** Of this turn of the event loop, not sent yet. */
  #requests: Request[] = [];
  /** Received, and not handed to those who asked yet. */
  readonly #answers: (Answer | Failed)[] = [];
  #handingOut = false;
  #lost: Error | undefined;

  private constructor(
    private readonly port: ThreadPort,
    private readonly events: LinkEvents,
  ) {}

  /** Resolves when the thread has opened its stores. @throws StoreUnusable and whatever opening throws */
  static open(port: ThreadPort, events: LinkEvents): Promise<{ readonly link: ThreadLink; readonly moved: Moved }> {
    const link = new ThreadLink(port, events);
    return new Promise((resolve, reject) => {
      port.on('message', (message: Message) => {
        if (message.kind === 'opened') resolve({ link, moved: message.moved });
        else if (message.kind === 'not-opened') reject(receivedError(message.error));
        else link.#receive(message);
      });
      const lose = (cause?: Error): void => {
        const text =
          cause === undefined ? operatorText('thread-ended') : operatorText('thread-failed', { cause: causeIn(cause) });
        const error = new ThreadLost(text);
        reject(error);
        link.#lose(error);
      };
      port.on('messageerror', (error: Error) => lose(error));
      // A worker emits `error` and `exit`, a port `close`.
      port.on('error' as 'messageerror', (error: Error) => lose(error));
      port.on('exit' as 'close', () => lose());
      port.on('close', () => lose());
    });
  }

  ask(work: Work, onProgress?: OnProgress): Promise<WorkResult> {
    if (this.#lost) return Promise.reject(this.#lost);
    const number = (this.#number += 1);
    return new Promise((resolve, reject) => {
      this.#pending.set(number, { resolve, reject, onProgress });
      this.#requests.push({ number, work });
      if (this.#requests.length === 1) process.nextTick(() => this.#send());
    });
  }

  #send(): void {
    this.port.postMessage(this.#requests);
    this.#requests = [];
  }

  #receive(message: Exclude<Message, { kind: 'opened' | 'not-opened' }>): void {
    switch (message.kind) {
      case 'moved':
        return this.events.onMoved(message);
      case 'view-stopped':
        return this.events.onViewStopped(message);
      case 'replaced':
        return this.events.onReplaced(message.what);
      case 'progress':
        return this.#pending.get(message.number)?.onProgress?.(message.done, message.of);
      case 'answers':
        this.#answers.push(...message.answers);
        return this.#handOutSoon();
    }
  }

  /** A commit answers many at once: other work of the event loop gets its turn between them. */
  #handOutSoon(): void {
    if (this.#handingOut) return;
    this.#handingOut = true;
    setImmediate(() => {
      this.#handingOut = false;
      this.#handOut(this.#answers.splice(0, answeredAtOnce));
      if (this.#answers.length > 0) this.#handOutSoon();
    });
  }

  #handOut(answers: readonly (Answer | Failed)[]): void {
    for (const answer of answers) {
      const pending = this.#take(answer.number);
      if ('error' in answer) pending?.reject(receivedError(answer.error));
      else pending?.resolve(answer.result);
    }
  }

  #take(number: number): Pending | undefined {
    const pending = this.#pending.get(number);
    this.#pending.delete(number);
    return pending;
  }

  /** The thread is gone: what it was asked may or may not have happened, and nothing more can be asked. */
  #lose(error: Error): void {
    if (this.#lost) return;
    this.#lost = error;
    this.#handOut(this.#answers.splice(0));
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
