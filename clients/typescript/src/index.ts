export type { components, operations, paths } from './api.js';
export { type Change, changes, type Followed, type Following } from './changes.js';
export { type Connection, connect, type ServiceLedger } from './connect.js';
export { Entitlements, type Entitlement, type EntitlementChange, type Question } from './entitlements.js';
export { type Page, pages } from './pages.js';
export { answered, LedgerProblem, type Problem } from './problem.js';
export { type RateLimit, rateLimitOf } from './rate-limit.js';
export { type LedgerEvent, receiveEvent } from './webhooks.js';
