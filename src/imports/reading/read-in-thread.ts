import { Worker } from 'node:worker_threads';
import { bounds } from '../bounds.js';
import { FileFault, type FileReason, overBound } from './file-fault.js';
import type { Row } from './row.js';
import type { SourceFile } from './source.js';

export interface ThreadOrder {
  readonly source: SourceFile;
  /** The headings that decide between encodings. */
  readonly headings: readonly string[];
}
export type FromThread =
  | { readonly rows: readonly Row[]; readonly bytes: number }
  | { readonly end: true }
  | { readonly fault: { readonly reason: FileReason; readonly facts: Readonly<Record<string, string | number>> } }
  | { readonly error: string; readonly at: string };

/** The reader failed in a way that nobody foresaw. Its message holds no text of the file. */
export class ReaderFailed extends Error {}

/**
 * The rows of a file, read in a thread with a heap of its own: what exhausts it ends the thread and not the process.
 * One batch is read ahead. @throws FileFault, ReaderFailed
 */
export async function* readInThread(
  order: ThreadOrder,
  onBytes: (bytes: number) => void,
  heapMb: number = bounds.heap,
): AsyncGenerator<Row> {
  const worker = new Worker(new URL('./reading-thread.js', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
  });
  const messages: FromThread[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  worker.on('message', (message: FromThread) => (messages.push(message), wake()));
  worker.on('error', (error) => ((failure ??= asFault(error)), wake()));
  worker.on('exit', (code) => ((failure ??= new ReaderFailed(`the reader ended with ${code}`)), wake()));
  const ask = (): void => worker.postMessage('next');
  try {
    ask();
    for (;;) {
      while (messages.length === 0 && failure === undefined) await new Promise<void>((resolve) => (wake = resolve));
      const message = messages.shift();
      if (message === undefined) throw failure!;
      if ('end' in message) return;
      if ('fault' in message) throw new FileFault(message.fault.reason, message.fault.facts);
      if ('error' in message) throw new ReaderFailed(`${message.error} ${message.at}`);
      ask();
      onBytes(message.bytes);
      yield* message.rows;
    }
  } finally {
    await worker.terminate();
  }
}

const asFault = (error: unknown): Error =>
  (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? overBound('heap')
    : new ReaderFailed(`${(error as Error).name} in the reader`);
