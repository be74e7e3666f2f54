import { Inject } from '@nestjs/common';
import type { Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { requestMerges } from '../../domain/request-merges/request-merges.js';
import type { RequestAct } from '../../domain/request/request.commands.js';
import { absorbedOf } from '../../domain/request/merging.js';
import { request as requests } from '../../domain/request/request.js';
import type { Request } from '../../domain/request/request.state.js';
import { mergesOf } from '../customers/customers.port.js';
import type { Clock } from '../platform/clock.js';
import type { KeyedRequest } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { refuseStale } from '../platform/ledger/outcome.js';
import { CLOCK } from '../platform/tokens.js';
import { executed, RequestChanges, type RequestExecuted, type RequestOutcome } from './request-changes.js';
import { RequestTerms, type VendorTerms } from './request-terms.js';

/** The stream's category and id. */
export const [category, id] = ['request-merges', 'all'] as const;

interface Survivor {
  readonly intoId: string;
  readonly intoNo: string;
}

interface Merging {
  readonly vendor: string;
  readonly requestId: string;
  readonly request: KeyedRequest;
  readonly at: Instant;
  readonly reason: string | null;
  readonly terms: VendorTerms;
  /** From 1; another one where the command's merge was refused in the middle, undone, and is asked for again. */
  readonly attempt: number;
}

/**
 * Merges and unmerges requests over three streams (R14): that of all merges first, then the survivor, then the one that
 * is merged. Each step is repeatable; where a later one is refused, the earlier ones are undone.
 */
export class RequestMerges {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async merge(
    vendor: string,
    requestId: string,
    intoId: string,
    body: { readonly at?: string; readonly reason?: string },
    request: KeyedRequest,
  ): Promise<RequestExecuted | Refusal> {
    const merging = await this.merging(vendor, requestId, body, request);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempted({ ...merging, attempt }, intoId);
      if (outcome !== 'undone') return outcome;
    }
  }

  private async attempted(merging: Merging, intoId: string): Promise<RequestExecuted | Refusal | 'undone'> {
    const { vendor, requestId, at } = merging;
    const request = ofAttempt(merging);
    const mergeId = derivedId('mrg', vendor, request.scope, request.key);
    if (await this.ledger.hasCommand(vendor, streamName(vendor, category, id), request)) {
      if (await this.isUndone(merging, mergeId)) return 'undone';
    } else {
      const refused = await this.refused(merging, intoId);
      if (refused !== null) return refused;
    }
    const intoNo = await this.numberOf(vendor, intoId);
    const decided = await this.ledger.handle({
      vendor,
      category,
      id,
      decider: requestMerges,
      command: { kind: 'merge', at, mergeId, mergedId: requestId, survivorId: intoId, survivorNo: intoNo },
      request: { ...request, ifMatch: undefined },
      effectiveAt: ({ data }) => data.at,
    });
    if (decided instanceof Refusal) return decided;
    // Of a merge that was cut short, also under another key.
    const recorded = decided.state.into.get(requestId)?.mergeId ?? mergeId;
    return this.complete(merging, { intoId, intoNo }, recorded);
  }

  /** Whether the merge was taken back before the request that it merges had recorded it. */
  private async isUndone({ vendor, requestId, request }: Merging, mergeId: string): Promise<boolean> {
    const { state } = await this.ledger.load(vendor, category, id, requestMerges);
    if (state.into.get(requestId)?.mergeId === mergeId) return false;
    return !(await this.ledger.hasCommand(vendor, streamName(vendor, 'request', requestId), request));
  }

  async unmerge(
    vendor: string,
    requestId: string,
    body: { readonly at?: string; readonly reason: string },
    request: KeyedRequest,
  ): Promise<RequestExecuted | Refusal> {
    const merging = await this.merging(vendor, requestId, body, request);
    const { state, revision } = await this.ledger.load(vendor, 'request', requestId, requests);
    const merged = state.status === 'registered' ? state.merged : null;
    const act = { kind: 'unmerge', mergeId: merged?.mergeId ?? '' } as const;
    const isRecorded = await this.ledger.hasCommand(vendor, streamName(vendor, 'request', requestId), request);
    if (state.status === 'registered' && merged !== null && !isRecorded) {
      refuseStale(request.ifMatch, revision);
      const decided = requests.decide({ act, given: this.given(merging, state) }, state);
      if (decided instanceof Refusal) return decided;
      const { state: merges } = await this.ledger.load(vendor, category, id, requestMerges);
      // The last one has what this one brought, and would keep it.
      const beyond = merges.into.get(merged.intoId);
      if (beyond !== undefined)
        return new Refusal('survivor-merged', 'R14', { id: requestId, survivor: beyond.survivorNo });
      await this.undo(merging, merged.intoId, merged.mergeId);
    }
    return this.answered(await this.act(merging, requestId, '', () => act), merging);
  }

  private async merging(
    vendor: string,
    requestId: string,
    { at, reason }: { readonly at?: string; readonly reason?: string },
    request: KeyedRequest,
  ): Promise<Merging> {
    const terms = await this.terms.of(vendor);
    const happened = instantIfGiven(terms.zone, '/at', at) ?? this.clock.now();
    return { vendor, requestId, request, at: happened, reason: reason ?? null, terms, attempt: 1 };
  }

  /** What either request, or their customers, have against it: nothing is recorded yet. */
  private async refused(merging: Merging, intoId: string): Promise<Refusal | null> {
    const { vendor, requestId, request } = merging;
    const merged = await this.ledger.load(vendor, 'request', requestId, requests);
    if (merged.state.status !== 'registered') return new Refusal('request-unknown', 'R14');
    refuseStale(request.ifMatch, merged.revision);
    const survivor = await this.ledger.load(vendor, 'request', intoId, requests);
    if (survivor.state.status !== 'registered') return invalidField('/intoRequestId', 'not-known', { value: intoId });
    const mergeId = '';
    const acts = [
      [merged.state, { kind: 'merge', intoId, intoNo: survivor.state.no, mergeId }],
      [survivor.state, { kind: 'absorb', absorbed: absorbedOf(merged.state, mergeId, merging.at) }],
    ] as const;
    for (const [state, act] of acts) {
      const decided = requests.decide({ act, given: this.given(merging, state) }, state);
      if (decided instanceof Refusal) return decided;
    }
    const { into } = await mergesOf(this.ledger, vendor);
    const [one, other] = [merged.state, survivor.state].map(({ customerId }) => survivorOf(customerId, into));
    return one === other
      ? null
      : new Refusal('requests-of-two-customers', 'R14', { id: requestId, survivorId: intoId });
  }

  private async complete(merging: Merging, into: Survivor, mergeId: string): Promise<RequestExecuted | Refusal> {
    const { vendor, requestId, at } = merging;
    const { intoId } = into;
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    if (state.status === 'registered' && state.merged === null) {
      const absorbed = absorbedOf(state, mergeId, at);
      const survivor = await this.act(merging, intoId, ' absorb', () => ({ kind: 'absorb', absorbed }));
      if (survivor instanceof Refusal) return this.refuseAfter(survivor, merging, intoId, mergeId);
    }
    const merged = await this.act(merging, requestId, '', () => ({ kind: 'merge', ...into, mergeId }));
    if (merged instanceof Refusal) return this.refuseAfter(merged, merging, intoId, mergeId);
    return this.answered(merged, merging);
  }

  private async numberOf(vendor: string, requestId: string): Promise<string> {
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    return state.status === 'registered' ? state.no : '';
  }

  private async refuseAfter(refusal: Refusal, merging: Merging, intoId: string, mergeId: string): Promise<Refusal> {
    await this.undo(merging, intoId, mergeId);
    return refusal;
  }

  /** The survivor answers for itself alone, and nothing is merged. In this order: what is merged has its survivor. */
  private async undo(merging: Merging, intoId: string, mergeId: string): Promise<void> {
    const { vendor, requestId, at } = merging;
    const request = ofAttempt(merging);
    await this.ledger.handle({
      vendor,
      category,
      id,
      decider: requestMerges,
      command: { kind: 'unmerge', at, mergedId: requestId },
      request: { ...request, scope: `${request.scope} undo`, ifMatch: undefined },
      effectiveAt: ({ data }) => data.at,
    });
    await this.act(merging, intoId, ' give back', () => ({ kind: 'give-back', mergeId }));
  }

  /** One step on one request. `step` keeps the keys of several steps on one stream apart. */
  private act(
    merging: Merging,
    requestId: string,
    step: string,
    act: (state: Request) => RequestAct,
  ): Promise<RequestOutcome | Refusal> {
    const { vendor, request, terms } = merging;
    const { scope } = ofAttempt(merging);
    const ofStep = step === '' ? request : { ...request, scope: `${scope}${step}`, ifMatch: undefined, body: null };
    return this.requests.record(vendor, requestId, ofStep, terms, (state) => ({
      act: act(state),
      given: this.given(merging, state),
    }));
  }

  private given({ request, at, reason, terms }: Merging, { requestId, decision }: Request) {
    const { policyVersion } = decision;
    return this.requests.given(requestId, request.actor.role, { at, reason, policyVersion }, terms);
  }

  private answered(outcome: RequestOutcome | Refusal, { terms }: Merging): RequestExecuted | Refusal {
    return outcome instanceof Refusal ? outcome : executed(outcome, terms);
  }
}

/** The command in the streams that are not the merged request's own: there each attempt is another command. */
const ofAttempt = ({ request, attempt }: Pick<Merging, 'request' | 'attempt'>): KeyedRequest =>
  attempt === 1 ? request : { ...request, scope: `${request.scope} ${attempt}` };
