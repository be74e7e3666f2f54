import { Refusal } from '../../domain/kernel/decider.js';
import type { CustomerExecuted, CustomerOutcome } from './customer-changes.js';

/** The outcome of a command that no route issues: its answer names the customer and the revision alone. */
export const recordedOf = (outcome: CustomerOutcome | Refusal, customerId: string): CustomerExecuted | Refusal =>
  outcome instanceof Refusal
    ? outcome
    : { ...outcome, id: customerId, answer: { id: customerId, revision: outcome.revision } };
