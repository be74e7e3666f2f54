import type { Token } from '../events/event-store.js';
import { OperatorFault, operatorText } from '../operator-fault.js';

/** The place is not numbered yet: its event was recorded a moment ago, or never. */
export class TokenAhead extends OperatorFault {
  constructor(readonly token: Token) {
    super(operatorText('not-numbered', { token }));
  }
}

/**
 * T5: events may still be recorded at or before this instant, so that the position it means is not settled. Ask again
 * in `waitMs` milliseconds.
 */
export class TooYoung extends Error {
  constructor(
    readonly knownAt: string,
    readonly waitMs: number,
  ) {
    super(`what was known at ${knownAt} is settled in ${waitMs} ms; ask again then`);
  }
}
