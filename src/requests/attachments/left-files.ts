import { HOUR } from '../../../domain/kernel/durations.js';
import { idOfStream } from '../../../domain/kernel/envelope.js';
import type { Clock } from '../../platform/clock.js';
import type { Files } from '../../platform/files/files.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import { attachmentBounds } from './bounds.js';
import { namedFiles } from './attachments.js';

/**
 * Files that were stored and neither confirmed nor removed, as a process that ended leaves them: the events of their
 * request name those that are needed. Any process may do it, also several at once.
 */
export class LeftFiles {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly files: Pick<Files, 'unconfirmed' | 'confirm' | 'remove'>,
    private readonly ledger: Pick<Ledger, 'load'>,
    private readonly clock: Pick<Clock, 'ms'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Looks now and each hour. */
  start(): void {
    this.#again();
    this.#timer = setInterval(() => this.#again(), HOUR).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** What is younger may belong to an act that is still being recorded. */
  async settle(): Promise<void> {
    const { files, ledger } = this;
    const before = this.clock.ms() - attachmentBounds.leftHours * HOUR;
    for await (const { sha256, owner, since } of files.unconfirmed()) {
      if (since >= before) continue;
      const vendor = owner.slice(0, owner.indexOf('.'));
      const named = await namedFiles(ledger, vendor, idOfStream(owner));
      await (named.has(sha256) ? files.confirm(sha256) : files.remove(sha256));
    }
  }

  #again(): void {
    this.#running = this.settle().catch(this.onFault);
  }
}
