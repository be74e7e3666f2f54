/** When a promise is due. Instants are epoch ms; null while a pause that nobody ended keeps it from being known. */
export interface Due {
  readonly dueAt: number | null;
  /** K12: when the share of the budget that the policy names has run. */
  readonly atRiskAt: number | null;
  /** K2: the due reaches past the years whose holidays are announced. */
  readonly provisional: boolean;
}
