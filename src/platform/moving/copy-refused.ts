import { OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';

/** Why something was not moved; the text of each names the way out. */
export type CopyRefusal =
  | 'no-source'
  | 'same-place'
  | 'unknown-engine'
  | 'source-unsound'
  | 'source-written'
  | 'target-written'
  | 'target-differs'
  | 'target-longer'
  | 'copy-differs'
  | 'target-unusable'
  | 'clock-behind'
  | 'keys-differ'
  | 'keys-stay';

/** Nothing was moved, or not all; the text names which, and what to do. */
export class CopyRefused extends OperatorFault {
  constructor(
    readonly code: CopyRefusal,
    facts: OperatorText['facts'] = {},
  ) {
    super(operatorText(code, facts));
  }
}
