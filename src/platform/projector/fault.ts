/** The ledger or the store of views cannot be used for now. */
export interface Fault {
  readonly reason: unknown;
  readonly message: string;
}

export const faultOf = (reason: unknown): Fault => ({
  reason,
  message: reason instanceof Error ? reason.message : String(reason),
});
