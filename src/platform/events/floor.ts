/** T5: the instant, in epoch milliseconds, before which an engine records nothing, whatever its clock shows. */
export interface Floor {
  read(): number;
  /** Durably; a lower instant changes nothing. */
  raise(millis: number): Promise<void>;
}

/** Of an engine that keeps it with the ledger; undefined for another. */
export const floorOf = (store: object): Floor | undefined => (store as { readonly floor?: Floor }).floor;
