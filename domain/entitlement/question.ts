import type { Channel, Region, Service, Urgency } from '../kernel/vocabulary.js';
import type { Version } from '../kernel/version.js';

/**
 * "Is this customer entitled to this service at this instant?" Instants are epoch milliseconds here: the decision
 * compares numbers only; texts are made on the way out.
 */
export interface Question {
  readonly customerId: string;
  readonly service: Service;
  readonly at: number;
  /** What was known at this position decides (T5). */
  readonly knownPosition: number;
  readonly contractId: string | null;
  readonly productSeries: string | null;
  readonly channel: Channel | null;
  readonly urgency: Urgency | null;
  readonly module: string | null;
  readonly targetVersion: Version | null;
  readonly region: Region | null;
}
