import { Inject } from '@nestjs/common';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import type { Instant } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Version } from '../../domain/kernel/version.js';
import type { Language, Service } from '../../domain/kernel/vocabulary.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { begun, KnownContracts, Lives, type Moment, pictureOf } from '../contract-life/contract-life.port.js';
import { type DifferingDecision, Impact, type ReadRequests } from '../contracts/contracts.port.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import {
  EventSentences,
  Explanations,
  outcomeNames,
  type Writing,
  writingIn,
} from '../explanations/explanations.port.js';
import { Invalid, NotFound, Problem } from '../platform/http/problems/problem.js';
import { findUpTo } from '../platform/ordinals/find-up-to.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { Pace } from '../platform/pace.js';
import { ORDINALS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { differenceBounds } from './bounds.js';
import { type Change, changeOf, type Known, type Lines, linesOf, numberOf, ownerAt } from './contract-lines.js';
import { decisionTexts, unanswerable } from './difference-texts.js';

export interface DifferenceAsked {
  readonly customerId: string | null;
  readonly contractId: string | null;
  readonly service: Service | null;
  readonly targetVersion: Version | null;
  readonly at: Instant;
  readonly a: Instant | number;
  /** Null: what is recorded now. */
  readonly b: Instant | number | null;
}

/** Two states of knowledge of a contract or a customer, compared (T5). */
export class Differences {
  constructor(
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
    @Inject(Lives) private readonly lives: Lives,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(EventSentences) private readonly sentences: EventSentences,
    @Inject(Impact) private readonly impact: Impact,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'find'>,
  ) {}

  /** @throws Problem; CallerGone */
  async of(vendor: string, asked: DifferenceAsked, language: Language, signal: AbortSignal) {
    const pace = new Pace(signal);
    const [a, b] = [
      await this.contracts.namedMoment(vendor, asked.at, asked.a, '?a'),
      await this.contracts.namedMoment(vendor, asked.at, asked.b, '?b'),
    ];
    await this.#refuseStrange(vendor, asked);
    const writing = writingIn(language, a.zone);
    const { contractIds, streams } = await this.#subject(vendor, asked, Math.max(a.position, b.position));
    const changed: Change[] = [];
    const decisions: Awaited<ReturnType<Differences['decisions']>>[] = [];
    const read: ReadRequests = new Map();
    const owners: (string | null)[] = [null, null];
    for (const contractId of contractIds) {
      const [then, now] = [await this.#known(a, contractId), await this.#known(b, contractId)];
      if (then === null && now === null) continue;
      changed.push(...(await this.#changes(vendor, then, now, writing)));
      decisions.push(await this.decisions(vendor, contractId, [then, now], writing, read));
      for (const [index, state] of [then, now].entries()) owners[index] ??= ownerAt(state, asked.at, a.zone);
      await pace.step();
    }
    // Known in neither state: by whichever of both is later, the first record is named.
    if (asked.contractId !== null && owners.every((owner) => owner === null))
      await this.contracts.events(vendor, asked.contractId, Math.max(a.position, b.position));
    const answers = await this.#answers(asked, [a, b], owners, language);
    const outcome = changeOf('outcome', null, answers[0]?.headline ?? null, answers[1]?.headline ?? null, writing);
    const { between, complete } = await this.#between(vendor, streams, a, b, writing);
    return {
      a: { position: a.position, knownAt: a.knownAt, answer: answers[0] },
      b: { position: b.position, knownAt: b.knownAt, answer: answers[1] },
      changed: [...(outcome === null ? [] : [outcome]), ...changed],
      between,
      complete: complete && decisions.every((each) => each.complete),
      decisions: decisions.flatMap((each) => each.decisions),
    };
  }

  /** @throws Invalid where customer and contract are given, and the one never owned the other */
  async #refuseStrange(vendor: string, { customerId, contractId }: DifferenceAsked): Promise<void> {
    if (customerId === null || contractId === null) return;
    const family = await familyOf(this.customers, vendor, customerId);
    if (family === null) throw new NotFound(customerId);
    if (!contractsOf(family.rows, Infinity).includes(contractId))
      throw new Invalid([{ pointer: '?contractId', code: 'not-of-customer', facts: { value: contractId } }]);
  }

  /** The contracts to compare, and the streams that hold what was recorded between the two states. */
  async #subject(vendor: string, { customerId, contractId }: DifferenceAsked, position: number) {
    if (contractId !== null)
      return { contractIds: [contractId], streams: [streamName(vendor, 'contract', contractId)] };
    const family = await familyOf(this.customers, vendor, customerId!);
    if (family === null) throw new NotFound(customerId!);
    await this.entitlements.refuseEarlier(vendor, 'customer', customerId!, position).catch((error: unknown) => {
      throw asProblem(error, '?');
    });
    const contractIds = contractsOf(family.rows, position);
    if (contractIds.length > differenceBounds.contracts)
      throw new Invalid([
        {
          pointer: '?customerId',
          code: 'too-many-contracts',
          facts: { count: contractIds.length, limit: differenceBounds.contracts },
        },
      ]);
    const streams = [
      ...family.rows.map(({ subject }) => streamName(vendor, 'customer', subject)),
      ...contractIds.map((id) => streamName(vendor, 'contract', id)),
    ];
    return { contractIds, streams };
  }

  /** Null where it was not recorded by then. */
  async #known({ vendor, position, zone, today }: Moment, contractId: string): Promise<Known | null> {
    try {
      const events = await this.contracts.events(vendor, contractId, position);
      const { facts, spans } = pictureOf(events, zone);
      return { events, facts, spans: begun(spans, today) };
    } catch (error) {
      if (error instanceof Problem && isUnknown(error.code)) return null;
      throw error;
    }
  }

  async #changes(vendor: string, then: Known | null, now: Known | null, writing: Writing): Promise<readonly Change[]> {
    const contractNo = numberOf(now ?? then!);
    const write = await this.lives.spanTexts(vendor, [...(then?.spans ?? []), ...(now?.spans ?? [])], writing);
    const [a, b] = [then, now].map((state) => linesOf(state, write, writing)) as [Lines, Lines];
    const keys = new Set([...a.keys(), ...b.keys()]);
    return [...keys].flatMap((key) => {
      const change = changeOf(
        (b.get(key) ?? a.get(key)!).what,
        contractNo,
        a.get(key)?.text ?? null,
        b.get(key)?.text ?? null,
        writing,
      );
      return change === null ? [] : [change];
    });
  }

  /** Recorded decisions that come out differently in the second state, and not likewise in the first (C9). */
  private async decisions(
    vendor: string,
    contractId: string,
    [then, now]: readonly [Known | null, Known | null],
    writing: Writing,
    read: ReadRequests,
  ) {
    if (now === null) return { decisions: [], complete: true };
    const [before, after] = [
      then === null ? null : await this.impact.at(vendor, contractId, then.events.length - 1, { read }),
      await this.impact.at(vendor, contractId, now.events.length - 1, { read }),
    ];
    const known = new Set(before?.decisions.map(signature));
    const decisions = after.decisions
      .filter((decision) => !known.has(signature(decision)))
      .map((decision) => ({
        id: decision.id,
        text: writing.text(decisionTexts[decision.kind], {
          contractNo: numberOf(now),
          on: writing.day(decision.on),
          version: decision.targetVersion ?? '',
          requestNo: decision.requestNo ?? '',
          then: writing.text(outcomeNames[decision.then.outcome]),
          now: writing.text(decision.now === null ? unanswerable : outcomeNames[decision.now.outcome]),
        }),
        then: decision.then,
        now: decision.now,
      }));
    return { decisions, complete: after.nextCursor === null };
  }

  /** The answers of both states, where a service is asked for; null where nothing was known then. */
  async #answers(
    { customerId, contractId, service, targetVersion, at }: DifferenceAsked,
    moments: readonly [Moment, Moment],
    owners: readonly (string | null)[],
    language: Language,
  ) {
    const answers: ({
      readonly entitled: boolean;
      readonly outcome: string;
      readonly reason: string;
      readonly receipt: string;
      readonly headline: string;
    } | null)[] = [];
    for (const [index, { vendor, position }] of moments.entries()) {
      const asker = customerId ?? owners[index] ?? null;
      if (service === null || asker === null) answers.push(null);
      else
        answers.push(
          await this.entitlements
            .snapshot(vendor)
            .then((from) =>
              this.explanations.explain(
                from,
                {
                  customerId: asker,
                  contractId,
                  service,
                  targetVersion,
                  at,
                  knownAt: undefined,
                  knownPosition: position,
                  productSeries: null,
                  channel: null,
                  urgency: null,
                  module: null,
                  region: null,
                },
                // Its evidence is not shown.
                { language, persons: false },
              ),
            )
            .then(({ answer, sentences }) => {
              const { entitled, outcome, reason, receipt } = JSON.parse(answer) as {
                readonly entitled: boolean;
                readonly outcome: string;
                readonly reason: string;
                readonly receipt: string;
              };
              return { entitled, outcome, reason, receipt, headline: sentences.headline };
            })
            .catch((error: unknown) => {
              const problem = asProblem(error, '?');
              if (problem instanceof Problem && isUnknown(problem.code)) return null;
              throw problem;
            }),
        );
    }
    return answers;
  }

  async #between(vendor: string, streams: readonly string[], a: Moment, b: Moment, writing: Writing) {
    const [first, last] = [Math.min(a.position, b.position), Math.max(a.position, b.position)];
    const { between: most } = differenceBounds;
    const query = { vendor, streams, before: last + 1 };
    const events = await findUpTo(this.ordinals, query, first, most + 1);
    const between = await this.sentences.summarize(vendor, events.slice(0, most), writing);
    return { between, complete: events.length <= most };
  }
}

/** Not recorded by then, or withdrawn by then. */
const isUnknown = (code: string): boolean => code === 'not-recorded-yet' || code === 'not-found';

const signature = ({ id, now }: DifferingDecision): string => `${id} ${now?.outcome} ${now?.reason}`;
