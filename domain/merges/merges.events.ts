export type MergeEvent =
  /** From here on both are one customer, at every instant (T5: known from this event on). */
  | { type: 'CustomersMerged'; data: { absorbedId: string; intoId: string; reason: string } }
  /** They were never one after all, as known from this event on. */
  | { type: 'CustomerMergeUndone'; data: { absorbedId: string; intoId: string; reason: string } };
