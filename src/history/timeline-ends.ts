import { Inject } from '@nestjs/common';
import { type Instant, instantOf, startOfDay } from '../../domain/kernel/civil.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { PolicyBooks } from '../policies/policies.port.js';

/** A timeline shows what is true by an instant, as known at a position; its days are in the vendor's zone. */
export interface TimelineEnd {
  readonly effective: Instant;
  readonly position: number;
  readonly zone: string;
}

/** For timelines that have no `at`. */
const endOfTime = instantOf(startOfDay('9999-12-31', 'UTC'));

/** Reads where a timeline is to end. */
export class TimelineEnds {
  constructor(
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
  ) {}

  /** `mark`: what is before a field's name in errors. @throws Problem where it ends before the first record (T5) */
  async of(
    vendor: string,
    [kind, id]: readonly ['customer' | 'contract', string],
    asked: { readonly at?: string | undefined; readonly knownAt?: string | undefined },
    mark: '?' | '/',
  ): Promise<TimelineEnd> {
    await this.books.refresh();
    const zone = this.books.zone(vendor);
    const effective = instantIfGiven(zone, `${mark}at`, asked.at) ?? endOfTime;
    const knownAt = instantIfGiven(zone, `${mark}knownAt`, asked.knownAt);
    try {
      const position = await this.entitlements.knownPosition({ knownAt, knownPosition: undefined });
      if (knownAt !== undefined) await this.entitlements.refuseEarlier(vendor, kind, id, position);
      return { effective, position, zone };
    } catch (error) {
      throw asProblem(error, mark);
    }
  }

  /** All that is known now. */
  async latest(vendor: string): Promise<TimelineEnd> {
    await this.books.refresh();
    const position = await this.entitlements.knownPosition({ knownAt: undefined, knownPosition: undefined });
    return { effective: endOfTime, position, zone: this.books.zone(vendor) };
  }
}
