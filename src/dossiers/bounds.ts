/**
 * What one dossier may hold. A customer or contract with more contracts or events is refused; of requests and
 * obligations the latest are listed, and the others counted: nothing is left out silently.
 */
export const dossierBounds = {
  /** Contracts of a customer. */
  contracts: 50,
  /** Events of all of it. */
  events: 5_000,
  requests: 200,
  obligations: 500,
} as const;
