/** What other features may ask of policies. */
export { PolicyBooks, type Follows } from './policy-books.js';
export type { PublicationFault } from './vendor-publications.js';
export type { PolicySnapshot } from './policy-snapshot.js';
export type { PolicyFacts } from './policy-facts.port.js';
