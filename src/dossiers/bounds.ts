/** What one dossier may hold. A customer or contract with more is refused: nothing is left out silently. */
export const dossierBounds = {
  /** Contracts of a customer. */
  contracts: 50,
  /** Events of all of it. */
  events: 5_000,
} as const;
