import { Inject } from '@nestjs/common';
import type { CourseSpan } from '../../domain/entitlement/course.js';
import { type Instant, instantOf, epochOf, startOfDay } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { type Version, versionKey } from '../../domain/kernel/version.js';
import type { Service } from '../../domain/kernel/vocabulary.js';
import type { ContractChange } from '../../projections/contract-changes.js';
import { asProblem, CustomerUnknown, Entitlements, type Snapshot } from '../entitlements/entitlements.port.js';
import { type WrittenEvent, EventSentences, type Writing } from '../explanations/explanations.port.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { Pace } from '../platform/pace.js';
import { ORDINALS } from '../platform/tokens.js';
import { lifeBounds } from './bounds.js';
import { KnownContracts } from './known-contracts.js';

/** What is asked of every state of knowledge. */
export interface KnowledgeAsked {
  readonly service: Service;
  readonly targetVersion: Version | null;
  readonly from: Instant;
  readonly to: Instant;
  /** The position to go on after. */
  readonly after: number;
}

interface KnownSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly outcome: CourseSpan['outcome'];
  readonly reason: CourseSpan['reason'];
  readonly kind: CourseSpan['kind'];
}

export interface KnowledgeAnswer {
  readonly recordings: readonly (WrittenEvent & { readonly spans: readonly KnownSpan[] })[];
  readonly nextCursor: string | null;
}

/** An owner, and the instant in epoch ms from which on. */
interface OwnerFrom {
  readonly customerId: string;
  readonly from: number;
}

/** What was known of a contract after each recording: the decision itself, asked again at every position (T5, D6). */
export class Knowledge {
  constructor(
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(EventSentences) private readonly sentences: EventSentences,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'readAll'>,
  ) {}

  /** @throws Problem; CallerGone */
  async of(
    vendor: string,
    contractId: string,
    asked: KnowledgeAsked,
    writing: Writing,
    signal: AbortSignal,
  ): Promise<KnowledgeAnswer> {
    const from = await this.entitlements.snapshot(vendor);
    const events = await this.contracts.events(vendor, contractId, from.position);
    const recordings = [...events, ...(await this.#releases(from, events, asked))]
      .sort((a, b) => a.position - b.position)
      .filter(({ position }) => position > asked.after);
    const pace = new Pace(signal);
    const courses: (readonly KnownSpan[])[] = [];
    let decisions = 0;
    for (const { position } of recordings) {
      if (courses.length >= lifeBounds.recordings || decisions >= lifeBounds.decisions) break;
      const spans: CourseSpan[] = [];
      for (const owner of ownersAt(events, position, from.policies.zone)) {
        decisions += await this.#course(from, contractId, asked, position, owner, spans, pace);
        await pace.step();
      }
      courses.push(spans.map(shown));
    }
    const page = recordings.slice(0, courses.length);
    const written = await this.sentences.summarize(vendor, page, writing);
    return {
      recordings: written.map((event, index) => ({ ...event, spans: courses[index]! })),
      nextCursor: page.length < recordings.length ? String(page.at(-1)!.position) : null,
    };
  }

  /** Adds what one owner was owed while owning the contract; answers how many decisions that took. */
  async #course(
    snapshot: Snapshot,
    contractId: string,
    { service, targetVersion, from, to }: KnowledgeAsked,
    knownPosition: number,
    owner: OwnerFrom & { readonly to: number },
    spans: CourseSpan[],
    pace: Pace,
  ): Promise<number> {
    const [begin, end] = [Math.max(epochOf(from), owner.from), Math.min(epochOf(to), owner.to)];
    if (begin >= end) return 0;
    const question = {
      customerId: owner.customerId,
      contractId,
      service,
      targetVersion,
      at: instantOf(begin),
      knownAt: undefined,
      knownPosition,
      productSeries: null,
      channel: null,
      urgency: null,
      module: null,
      region: null,
    } as const;
    const course = await this.entitlements.course(snapshot, question, end).catch((error: unknown) => {
      // D1: an owner whose record was withdrawn is asked about no more.
      if (error instanceof CustomerUnknown) return null;
      throw asProblem(error, '?');
    });
    if (course === null) return 0;
    let decisions = 0;
    for (const span of course) {
      decisions += 1;
      const last = spans.at(-1);
      if (last !== undefined && isOneWith(last, span)) spans[spans.length - 1] = { ...last, to: span.to };
      else spans.push(span);
      await pace.step();
    }
    return decisions;
  }

  /** V2: when the version that is asked for was published, or moved, after the purchase was recorded. */
  async #releases(
    { policies, position }: Snapshot,
    events: readonly Recorded<ContractChange>[],
    { targetVersion }: KnowledgeAsked,
  ): Promise<readonly Recorded[]> {
    if (targetVersion === null) return [];
    const series = new Set(
      events.flatMap(({ type, data }) =>
        type === 'ContractPurchased'
          ? [data.product.series]
          : type === 'ContractCorrected' && data.facts.product !== undefined
            ? [data.facts.product.series]
            : [],
      ),
    );
    const positions = policies.releases
      .filter((row) => series.has(row.series))
      .flatMap(({ releases }) => releases)
      .filter((release) => release.versionKey === versionKey(targetVersion))
      .map((release) => release.position)
      .filter((recorded) => events[0]!.position < recorded && recorded <= position);
    return (await Promise.all(positions.map((recorded) => this.ordinals.readAll(recorded - 1, 1)))).flat();
  }
}

/** C7: who owns the contract from when until when, as known at a position; the buyer from the beginning of time. */
const ownersAt = (
  events: readonly Recorded<ContractChange>[],
  position: number,
  zone: string,
): readonly (OwnerFrom & { readonly to: number })[] => {
  let owners: readonly OwnerFrom[] = [];
  const starting = ({ customerId, from }: { readonly customerId: string; readonly from: string | null }) => ({
    customerId,
    from: from === null ? -Infinity : startOfDay(from, zone),
  });
  for (const event of events) {
    if (event.position > position) break;
    if (event.type === 'ContractPurchased') owners = [{ customerId: event.data.customerId, from: -Infinity }];
    if (event.type === 'ContractCorrected' && event.data.facts.customerId !== undefined)
      owners = [{ customerId: event.data.facts.customerId, from: -Infinity }, ...owners.slice(1)];
    if (event.type === 'ContractTransferred')
      owners = [...owners, starting({ customerId: event.data.toCustomerId, from: event.data.from })];
    if (event.type === 'TransferCorrected' || event.type === 'TransferTakenBack')
      owners = event.data.owners.map(starting);
  }
  const ordered = owners.toSorted((a, b) => a.from - b.from);
  return ordered.map((owner, index) => ({ ...owner, to: ordered[index + 1]?.from ?? Infinity }));
};

const isOneWith = (a: CourseSpan, b: CourseSpan): boolean =>
  a.to === b.from && a.outcome === b.outcome && a.reason === b.reason && a.kind === b.kind;

const shown = ({ from, to, outcome, reason, kind }: CourseSpan): KnownSpan => ({
  from: instantOf(from),
  to: instantOf(to),
  outcome,
  reason,
  kind,
});
