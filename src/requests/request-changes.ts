import { Inject } from '@nestjs/common';
import { epochOf, type Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Role, streamName } from '../../domain/kernel/envelope.js';
import type { Given, RequestCommand } from '../../domain/request/request.commands.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { request as requests } from '../../domain/request/request.js';
import type { Request, RequestState } from '../../domain/request/request.state.js';
import type { Clock } from '../platform/clock.js';
import type { Executed, KeyedRequest } from '../platform/commands/command.js';
import type { StreamAppend } from '../platform/events/event-store.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { CLOCK } from '../platform/tokens.js';
import type { ActDefinition, Acting, SentAct } from './act-definition.js';
import type { TimedDto } from './request-act.dto.js';
import { writtenRequest } from './request-answer.js';
import { RequestDecisions } from './request-decisions.js';
import { RequestTerms, type VendorTerms } from './request-terms.js';
import { comparedBodies, type WithFiles } from './attachments/recorded-files.js';
import { personNamed, sealedText } from '../platform/http/validation/sealed-text.js';

export type RequestOutcome = Outcome<Request, RequestEvent, RequestState>;
export type RequestExecuted = Executed<Request, RequestEvent, RequestState>;

/** Who acted when, and why: read from the body of an act. */
interface When {
  readonly at: Instant;
  readonly reason: string | null;
  readonly policyVersion: number;
}

/** Executes the commands of requests: what all of them share. */
export class RequestChanges {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(RequestDecisions) private readonly decisions: RequestDecisions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An act on a registered request. What is recorded of a merged one by an interaction is the survivor's (R14). */
  async act(
    { vendor, ids, body, request }: SentAct,
    definition: ActDefinition<TimedDto>,
  ): Promise<RequestExecuted | Refusal> {
    const terms = await this.terms.of(vendor);
    const requestId =
      definition.name === 'interactions' ? await this.recipientOf(vendor, ids.requestId, request) : ids.requestId;
    const at = instantIfGiven(terms.zone, '/at', body.at) ?? this.clock.now();
    const reason = 'reason' in body && typeof body.reason === 'string' ? body.reason : null;
    const marked = { ...request, ...comparedBodies(definition.body, body as WithFiles, requestId) };
    const outcome = await this.record(vendor, requestId, marked, terms, async (state) => {
      const act = await definition.act(this.acting(vendor, { ...ids, requestId }, body, request, state, at, terms));
      if (act instanceof Refusal) return act;
      const { policyVersion } = state.decision;
      return { act, given: this.given(requestId, request.actor.role, { at, reason, policyVersion }, terms) };
    });
    if (outcome instanceof Refusal) return outcome;
    const figures = terms.figuresOf(outcome.state.decision.policyVersion);
    return executed(outcome, terms, definition.added?.(outcome.state, { ...ids, requestId }, figures));
  }

  /** Records what is decided, each event effective from when it happened (A4). */
  async record(
    vendor: string,
    requestId: string,
    request: CommandRequest,
    terms: VendorTerms,
    command: (state: Request) => RequestCommand | Refusal | Promise<RequestCommand | Refusal>,
  ): Promise<RequestOutcome | Refusal> {
    return this.handle(vendor, requestId, request, (state) =>
      state.status === 'registered' ? command(state) : new Refusal('request-unknown', 'R1'),
    );
  }

  /** The same of a request that need not be registered yet. */
  async handle(
    vendor: string,
    requestId: string,
    request: CommandRequest,
    command: (state: RequestState) => RequestCommand | Refusal | Promise<RequestCommand | Refusal>,
    along: readonly StreamAppend[] = [],
  ): Promise<RequestOutcome | Refusal> {
    const outcome = await this.ledger.handle({
      vendor,
      category: 'request',
      id: requestId,
      decider: requests,
      request,
      command,
      effectiveAt: ({ data }) => ('at' in data ? data.at : undefined),
      along,
    });
    if (outcome instanceof Refusal) return outcome;
    return outcome.state.status === 'registered' ? (outcome as RequestOutcome) : new Refusal('request-unknown', 'R1');
  }

  given(requestId: string, role: Role, { at, reason, policyVersion }: When, terms: VendorTerms): Given {
    return {
      at,
      now: this.clock.now(),
      role,
      reason: reason === null ? null : sealedText(requestId, reason),
      zone: terms.zone,
      figures: terms.figuresOf(policyVersion),
      terms: terms.termsOf,
    };
  }

  private acting(
    vendor: string,
    ids: Acting<TimedDto>['ids'],
    body: TimedDto,
    request: Acting<TimedDto>['request'],
    state: Request,
    at: Instant,
    { zone }: VendorTerms,
  ): Acting<TimedDto> {
    const { requestId } = ids;
    return {
      body,
      ids,
      request,
      state,
      at,
      text: (text) => sealedText(requestId, text),
      person: (named) => personNamed(requestId, named),
      personIfGiven: (named) => (named === undefined ? null : personNamed(requestId, named)),
      instantIfGiven: (pointer, text) => instantIfGiven(zone, pointer, text) ?? null,
      newId: (prefix) => derivedId(prefix, vendor, request.scope, request.key),
      decision: ({ service, targetVersion, region }) =>
        this.decisions.ask(vendor, {
          customerId: state.customerId,
          service: service ?? state.service,
          at,
          contractId: state.contractId,
          channel: state.channel,
          urgency: state.urgency,
          module: state.module,
          targetVersion: targetVersion ?? state.targetVersion,
          region: region ?? state.region,
        }),
    };
  }

  /** C11, R14: the request that holds the interaction already, by its key; else the one that answers for this one. */
  private async recipientOf(vendor: string, requestId: string, request: KeyedRequest): Promise<string> {
    const asked = [requestId];
    for (const id of asked) {
      const { state } = await this.ledger.load(vendor, 'request', id, requests);
      if (state.status !== 'registered' || (id === requestId && state.survivors.length === 0)) break;
      if (await this.ledger.hasCommand(vendor, streamName(vendor, 'request', id), request)) return id;
      asked.push(...state.survivors.filter((survivor) => !asked.includes(survivor)));
    }
    return this.survivorOf(vendor, requestId);
  }

  /** R14: the request that answers for this one; itself where it is not merged, or not registered. */
  async survivorOf(vendor: string, requestId: string): Promise<string> {
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    return state.status === 'registered' && state.merged !== null
      ? this.survivorOf(vendor, state.merged.intoId)
      : requestId;
  }
}

/** The outcome with what its route answers: as it was when the act happened, so that a repeat answers alike (C11). */
export const executed = (outcome: RequestOutcome, terms: VendorTerms, added: object = {}): RequestExecuted => {
  const { state, revision, events } = outcome;
  const latest = events
    .flatMap(({ data }) => ('at' in data ? [data.at] : []))
    .reduce((last, at) => (at > last ? at : last), state.since);
  const answer = { ...writtenRequest(state, revision, terms, epochOf(latest)), ...added };
  return { ...outcome, id: state.requestId, answer };
};
