import { OperatorFault, operatorText } from '../operator-fault.js';

/** The stream is not where the caller thought; `actual` is its last revision, -1 where there is no stream. */
export class WrongRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, not ${expected}`);
  }
}

/** The store gave no answer in time: the append may or may not be recorded. Read the stream to find out. */
export class OutcomeUnknown extends OperatorFault {}

/** The store refuses writes (disk fault, shutdown); reads may continue. `message` states why and what to do. */
export class StoreStopped extends OperatorFault {}

/** The engine gives no answer to a read: it is out of reach. Nothing was changed; ask again. Of every port. */
export class StoreUnreadable extends OperatorFault {}

/** The store cannot be opened as it is: in use by another process, damaged, or written by a newer version. */
export class StoreUnusable extends OperatorFault {}
/** Another process has the file open for writing. */
export class StoreInUse extends StoreUnusable {}

/** A text that is no token of this ledger: of another engine, cut off, or made up. */
export class InvalidToken extends TypeError {
  constructor(readonly token: string) {
    super(`${token} is no token of this ledger; use one that it gave, unchanged`);
  }
}

/** An event whose bytes are no event any more; nothing of them is repeated here (A2). */
export class DamagedEvent extends StoreUnusable {
  /** @param event its position or name; its revision where its stream is named */
  constructor(
    readonly event: number | string,
    stream?: string,
  ) {
    super(
      stream === undefined
        ? operatorText('event-damaged', { event })
        : operatorText('event-of-stream-damaged', { revision: event, stream }),
    );
  }
}
