import { Inject } from '@nestjs/common';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import { dayAt } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ContractChange } from '../../projections/contract-changes.js';
import type { ReleaseFact } from '../../projections/releases/releases.row.js';
import { EventSentences, type Three, type Writing } from '../explanations/explanations.port.js';
import { inTurns } from '../platform/pace.js';
import { type Ghost, type Picture, picturing } from './beliefs.js';
import { lifeBounds } from './bounds.js';
import { KnownContracts, type Moment } from './known-contracts.js';
import type { Lane, LaneSpan, SpanKind } from './lanes.js';
import { byDay, type Mark, type MarkKind, marksOf } from './marks.js';
import { spanText } from './span-texts.js';

/** A contract's life as a picture has it; days in the vendor's zone, both inclusive. */
export interface LifeAnswer {
  readonly spans: readonly {
    readonly lane: Lane;
    readonly from: Day;
    readonly to: Day | null;
    readonly kind: SpanKind;
    readonly text: string;
    readonly termId: string | null;
  }[];
  readonly marks: readonly {
    readonly day: Day;
    readonly kind: MarkKind;
    readonly text: string;
    readonly position: number;
  }[];
  /** What was believed before, and which event replaced it. */
  readonly ghosts: readonly {
    readonly lane: Lane;
    readonly from: Day;
    readonly to: Day | null;
    readonly kind: SpanKind;
    readonly text: string;
    readonly replacedBy: number;
    readonly recordedAt: Instant;
  }[];
  readonly today: Day;
  /** How many earlier ones are left out. */
  readonly omitted: { readonly spans: number; readonly marks: number; readonly ghosts: number };
}

const released: Three = ['版本 {version} 发布', '版本 {version} 發布', 'Version {version} released'];

/** The life of a contract, as it was known, in words. */
export class Lives {
  constructor(
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
    @Inject(EventSentences) private readonly sentences: EventSentences,
  ) {}

  /** @throws Problem */
  async of(contractId: string, moment: Moment, writing: Writing): Promise<LifeAnswer> {
    const { vendor, today, zone } = moment;
    const events = await this.contracts.events(vendor, contractId, moment.position);
    const picture = await inTurns(picturing(events, zone));
    const spans = latest(begun(picture.spans, today));
    const ghosts = latest(picture.ghosts);
    const write = await this.spanTexts(vendor, [...spans.kept, ...ghosts.kept.map(({ span }) => span)], writing);
    const marks = latest([...marksOf(events, zone), ...releaseMarks(picture, moment)].sort(byDay));
    const texts = await this.#markTexts(moment, events, marks.kept, writing);
    return {
      spans: spans.kept.map((span) => {
        const { lane, from, to, kind, termId } = span;
        return { lane, from, to, kind, text: write(span), termId };
      }),
      marks: marks.kept.map(({ day, kind, position }) => ({ day, kind, text: texts.get(position)!, position })),
      ghosts: ghosts.kept.map(({ span, replacedBy, recordedAt }: Ghost) => {
        const { lane, from, to, kind } = span;
        return { lane, from, to, kind, text: write(span), replacedBy, recordedAt };
      }),
      today,
      omitted: { spans: spans.omitted, marks: marks.omitted, ghosts: ghosts.omitted },
    };
  }

  /** How spans read, with the names of the owners among them. */
  async spanTexts(vendor: string, spans: readonly LaneSpan[], writing: Writing): Promise<(span: LaneSpan) => string> {
    const owners = new Set(spans.flatMap(({ kind, value }) => (kind === 'owner' && value !== null ? [value] : [])));
    const names = await this.sentences.customersNamed(vendor, owners);
    return (span) => spanText(span, names, writing);
  }

  async #markTexts(
    { vendor, policies }: Moment,
    events: readonly Recorded<ContractChange>[],
    marks: readonly Mark[],
    writing: Writing,
  ): Promise<ReadonlyMap<number, string>> {
    const marked = new Set(marks.map(({ position }) => position));
    const written = await this.sentences.summarize(
      vendor,
      events.filter(({ position }) => marked.has(position)),
      writing,
    );
    return new Map([
      ...policies.releases.flatMap(({ releases }) =>
        releases.map(({ position, version }) => [position, writing.text(released, { version })] as const),
      ),
      ...written.map(({ position, text }) => [position, text] as const),
    ]);
  }
}

/** What would follow the last term is no part of the picture before it begins. */
export const begun = (spans: readonly LaneSpan[], today: Day): readonly LaneSpan[] =>
  spans.filter(({ kind, from }) => kind !== 'lapsed' || from <= today);

/** V2: of each version of the series the last date that is known, from the purchase on. */
const releaseMarks = (picture: Picture, { policies, position, zone }: Moment): readonly Mark[] => {
  const product = picture.facts.find((fact) => fact.kind === 'product');
  const purchase = picture.facts.find((fact) => fact.kind === 'purchase');
  const last = new Map<string, ReleaseFact>();
  for (const { series, releases } of policies.releases)
    if (series === product?.series)
      for (const release of releases) if (release.position <= position) last.set(release.versionKey, release);
  return [...last.values()]
    .map(({ publishedAt, position: recorded }) => ({
      day: dayAt(publishedAt, zone),
      kind: 'release' as const,
      position: recorded,
    }))
    .filter(({ day }) => day >= purchase!.purchasedOn);
};

const latest = <T>(items: readonly T[]): { readonly kept: readonly T[]; readonly omitted: number } => {
  const omitted = Math.max(0, items.length - lifeBounds.items);
  return { kept: items.slice(omitted), omitted };
};
