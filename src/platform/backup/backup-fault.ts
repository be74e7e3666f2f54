import { OperatorFault } from '../operator-fault.js';

/** The backup, or what it is to be restored from, cannot be used; `message` names the file and the way out. */
export class BackupFault extends OperatorFault {}

export interface BackupMade {
  readonly file: string;
  /** Events in the backup: the ledger up to this position. */
  readonly events: number;
}
