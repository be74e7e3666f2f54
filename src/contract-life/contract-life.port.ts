/** What other features may ask of contracts' lives. */
export { pictureOf } from './beliefs.js';
export { by, lifeSchema } from './contract-life.docs.js';
export { KnownContracts, type Moment } from './known-contracts.js';
export { type Lane, lanes, type LaneSpan } from './lanes.js';
export { begun, type LifeAnswer, Lives } from './life.js';
