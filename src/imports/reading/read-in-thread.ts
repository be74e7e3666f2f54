import { Worker } from 'node:worker_threads';
import { bounds } from '../bounds.js';
import { FileFault, type FileReason, overBound } from './file-fault.js';
import type { Row } from './row.js';
import { contentOf, type Source } from './source.js';

/** A file for the thread: it has the size alone, and asks for the content piece by piece. */
export interface ThreadOrder {
  readonly size: number;
  /** The headings that decide between encodings. */
  readonly headings: readonly string[];
}
export type ToThread = 'next' | { readonly piece: number; readonly bytes: Uint8Array };
export type FromThread =
  | { readonly rows: readonly Row[]; readonly bytes: number }
  | { readonly piece: number; readonly from: number; readonly to: number }
  | { readonly end: true }
  | { readonly fault: { readonly reason: FileReason; readonly facts: Readonly<Record<string, string | number>> } }
  | { readonly error: string; readonly at: string };

/** The reader failed in a way that nobody foresaw. Its message holds no text of the file. */
export class ReaderFailed extends Error {}

/**
 * The rows of a file, read in a thread with a heap of its own: what exhausts it ends the thread and not the process.
 * One batch is read ahead. @throws FileFault, ReaderFailed, and whatever `source` throws
 */
export async function* readInThread(
  { source, headings }: { readonly source: Source; readonly headings: readonly string[] },
  onBytes: (bytes: number) => void,
  heapMb: number = bounds.heap,
): AsyncGenerator<Row> {
  const workerData: ThreadOrder = { size: source.size, headings };
  const worker = new Worker(new URL('./reading-thread.js', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
  });
  const messages: Exclude<FromThread, { readonly piece: number }>[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error as Error;
    wake();
  };
  const post = (message: ToThread): void => worker.postMessage(message);
  const provide = async (piece: number, from: number, to: number): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of contentOf(source, from, to)) parts.push(part);
    post({ piece, bytes: Buffer.concat(parts) });
  };
  worker.on('message', (message: FromThread) => {
    if ('piece' in message) provide(message.piece, message.from, message.to).catch(fail);
    else {
      messages.push(message);
      wake();
    }
  });
  worker.on('error', (error) => fail(asFault(error)));
  worker.on('exit', (code) => fail(new ReaderFailed(`the reader ended with ${code}`)));
  try {
    post('next');
    for (;;) {
      while (messages.length === 0 && failure === undefined) await new Promise<void>((resolve) => (wake = resolve));
      const message = messages.shift();
      if (message === undefined) throw failure!;
      if ('end' in message) return;
      if ('fault' in message) throw new FileFault(message.fault.reason, message.fault.facts);
      if ('error' in message) throw new ReaderFailed(`${message.error} ${message.at}`);
      post('next');
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
