/** What other features may ask of entitlements. */
export { CustomerUnknown, Entitlements, KnownAtAhead, ModuleUnknown, PositionAhead } from './entitlements.service.js';
export type { AskedAt, Put } from './entitlements.service.js';
