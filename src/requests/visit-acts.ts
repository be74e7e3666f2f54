import type { ProblemCode } from '../platform/http/problems/catalogue.js';

/** Names of the ids in the address of an act on a visit. */
export const visitIds = ['requestId', 'visitId'] as const;
/** Refusals of every act on a visit (R16). */
export const visitRefusals = ['visit-state'] as const satisfies readonly ProblemCode[];
