import { parentPort, workerData } from 'node:worker_threads';
import { FileFault } from './file-fault.js';
import { holdsHeadings } from '../records/headings.js';
import { readRows } from './read-rows.js';
import type { FromThread, ThreadOrder, ToThread } from './read-in-thread.js';
import type { Row } from './row.js';
import type { Source } from './source.js';

/** Reads one file in a thread of its own; each batch of rows waits until it is asked for. */

const batchRows = 200;
const batchText = 200_000;
/** Pieces of the content end at multiples of this, as the chunks of a sealed file do. */
const pieceBytes = 64 * 1024;

const { size, headings } = workerData as ThreadOrder;
const port = parentPort!;
const pieces = new Map<number, (bytes: Uint8Array) => void>();
let requested = 0;
let lastPiece = 0;
let wake: () => void = () => undefined;
port.on('message', (message: ToThread) => {
  if (message === 'next') {
    requested += 1;
    wake();
  } else {
    pieces.get(message.piece)?.(message.bytes);
    pieces.delete(message.piece);
  }
});

const batchRequested = async (): Promise<void> => {
  while (requested === 0) await new Promise<void>((resolve) => (wake = resolve));
  requested -= 1;
};
const send = (message: FromThread): void => port.postMessage(message);

const source: Source = {
  size,
  async *read(from, to) {
    for (let at = from; at < to;) {
      const end = Math.min(to, at - (at % pieceBytes) + pieceBytes);
      const piece = (lastPiece += 1);
      const arrived = new Promise<Uint8Array>((resolve) => pieces.set(piece, resolve));
      send({ piece, from: at, to: end });
      yield await arrived;
      at = end;
    }
  },
};

const read = async (): Promise<void> => {
  let [bytes, length] = [0, 0];
  let rows: Row[] = [];
  const flush = async () => {
    await batchRequested();
    send({ rows, bytes });
    [rows, length] = [[], 0];
  };
  try {
    const guess = (beginning: string) => holdsHeadings(beginning, headings);
    for await (const row of readRows(source, (count) => (bytes = count), guess)) {
      rows.push(row);
      length += row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (rows.length >= batchRows || length >= batchText) await flush();
    }
    await flush();
    send({ end: true });
  } catch (error) {
    if (rows.length > 0) await flush();
    if (error instanceof FileFault) send({ fault: { reason: error.reason, facts: error.facts } });
    // The message of an unexpected error may hold text of the file; its name and place in the code do not.
    else send({ error: (error as Error).name, at: /at .*/.exec((error as Error).stack ?? '')?.[0] ?? '' });
  } finally {
    port.close();
  }
};
void read();
