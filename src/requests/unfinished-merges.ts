import { type Instant, instantOf } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { MINUTE } from '../../domain/kernel/durations.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { requestMerges } from '../../domain/request-merges/request-merges.js';
import type { RequestMergeEvent } from '../../domain/request-merges/request-merges.events.js';
import { absorbedOf } from '../../domain/request/merging.js';
import type { RequestAct } from '../../domain/request/request.commands.js';
import { request as requests } from '../../domain/request/request.js';
import type { Request } from '../../domain/request/request.state.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import type { Clock } from '../platform/clock.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { View } from '../platform/views/view-store.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import { category, id } from './request-merges.js';
import { recordSystemAct } from './system-act.js';

/** For so long a merge may still be executed, in ms: a command ends in a few seconds, or its process is dead. */
const executedWithinMs = MINUTE;

type Merge = RequestMergeEvent['data'];

/**
 * R14: a merge is recorded in the stream of all merges, then in both requests. Where a process died in between, this
 * completes it, or undoes it where one of the two no longer accepts it; the same for the end of a merge.
 */
export class UnfinishedMerges {
  /** By vendor: the revision of the stream of all merges that is looked at next. */
  readonly #next = new Map<string, number>();

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly rows: View<RequestRow>,
    private readonly clock: Clock,
  ) {}

  /** What was recorded since the last call; all of it at the first. */
  async complete(vendor: string): Promise<void> {
    const first = this.#next.get(vendor) ?? 0;
    const recorded = await this.ledger.streams.read<RequestMergeEvent>(vendor, streamName(vendor, category, id), first);
    const until = instantOf(this.clock.ms() - executedWithinMs);
    const past = recorded.filter(({ meta }) => meta.recordedAt <= until);
    if (past.length === 0) return;
    const { state } = await this.ledger.load(vendor, category, id, requestMerges);
    for (const [mergeId, merge] of new Map(past.map(({ data }) => [data.mergeId, data])))
      if (state.into.get(merge.mergedId)?.mergeId === mergeId) await this.merged(vendor, merge);
      else await this.unmerged(vendor, merge);
    this.#next.set(vendor, first + past.length);
  }

  private async merged(vendor: string, merge: Merge): Promise<void> {
    const { mergeId, mergedId, survivorId, survivorNo } = merge;
    if ((await this.rows.get(mergedId))?.mergedInto === survivorId) return;
    const [merged, survivor] = await this.both(vendor, merge);
    if (merged === null || survivor === null || merged.merged !== null) return;
    // Neither may have changed after it was merged.
    const at = [merge.at, merged.since, survivor.since].reduce((latest, each) => (each > latest ? each : latest));
    const absorb = { kind: 'absorb', absorbed: absorbedOf(merged, mergeId, at) } as const;
    const into = { kind: 'merge', intoId: survivorId, intoNo: survivorNo, mergeId } as const;
    const isAbsorbed =
      survivor.absorbed.some((each) => each.mergeId === mergeId) ||
      (await this.record(vendor, merge, survivorId, at, absorb));
    if (isAbsorbed && (await this.record(vendor, merge, mergedId, at, into))) return;
    await this.ledger.handle({
      vendor,
      category,
      id,
      decider: requestMerges,
      command: { kind: 'unmerge', at, mergedId },
      request: commandOf(merge, 'undo'),
      effectiveAt: ({ data }) => data.at,
    });
    await this.unmerged(vendor, { ...merge, at });
  }

  private async unmerged(vendor: string, merge: Merge): Promise<void> {
    const { mergeId, mergedId, survivorId } = merge;
    const [merged, survivor] = await this.both(vendor, merge);
    if (survivor?.absorbed.some((each) => each.mergeId === mergeId) === true)
      await this.record(vendor, merge, survivorId, merge.at, { kind: 'give-back', mergeId });
    if (merged?.merged?.mergeId !== mergeId) return;
    const at = merged.since > merge.at ? merged.since : merge.at;
    await this.record(vendor, merge, mergedId, at, { kind: 'unmerge', mergeId });
  }

  private async both(
    vendor: string,
    { mergedId, survivorId }: Merge,
  ): Promise<readonly [merged: Request | null, survivor: Request | null]> {
    const requestOf = async (requestId: string): Promise<Request | null> => {
      const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
      return state.status === 'registered' ? state : null;
    };
    return [await requestOf(mergedId), await requestOf(survivorId)];
  }

  /** Records an act where the request accepts it; whether it does. */
  private async record(
    vendor: string,
    merge: Merge,
    requestId: string,
    at: Instant,
    act: RequestAct,
  ): Promise<boolean> {
    const request = commandOf(merge, act.kind);
    const { ledger, books } = this;
    const outcome = await recordSystemAct({ ledger, books }, { vendor, id: requestId, at, act, request });
    return !(outcome instanceof Refusal);
  }
}

/** As the runner issues it: nobody has asked for it. */
const commandOf = ({ mergeId }: Merge, step: string): CommandRequest => ({
  actor: { id: 'obligations', role: 'system' },
  channel: 'obligation',
  correlationId: mergeId,
  scope: `request-merges ${step} ${mergeId}`,
  body: null,
});
