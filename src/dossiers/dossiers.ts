import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { ownerOn } from '../../domain/contract/contract-status.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { customer } from '../../domain/customer/customer.js';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import { fold } from '../../domain/kernel/decider.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { type Language, services } from '../../domain/kernel/vocabulary.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { KnownContracts, Lives, type Moment } from '../contract-life/contract-life.port.js';
import { contractAnswer, Impact, licenceValidAt } from '../contracts/contracts.port.js';
import { customerAnswer, CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import { EventSentences, Explanations, type Writing, writingIn } from '../explanations/explanations.port.js';
import { canonicalJson } from '../platform/events/canonical.js';
import type { EventStore } from '../platform/events/event-store.js';
import { sealsOf } from '../platform/events/seals.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { findUpTo } from '../platform/ordinals/find-up-to.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { Pace } from '../platform/pace.js';
import { EVENT_STORE, ORDINALS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { dossierBounds } from './bounds.js';
import type { Dossier, DossierContract, DossierDecision, DossierEvent } from './dossier.js';

type Asked = { readonly at?: string | undefined; readonly knownAt?: string | undefined };

/** What is being put together, and how far. */
interface Making {
  readonly moment: Moment;
  readonly writing: Writing;
  readonly pace: Pace;
  events: number;
}

/** Puts together all that is recorded of a contract or a customer (A1, C9, D7). */
export class Dossiers {
  constructor(
    @Inject(KnownContracts) private readonly known: KnownContracts,
    @Inject(Lives) private readonly lives: Lives,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(EventSentences) private readonly sentences: EventSentences,
    @Inject(Impact) private readonly impact: Impact,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'find'>,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @throws Problem; CallerGone */
  async ofContract(
    vendor: string,
    id: string,
    asked: Asked,
    language: Language,
    signal: AbortSignal,
  ): Promise<Dossier> {
    const making = await this.#begin(vendor, asked, language, signal);
    const found = await this.#contract(id, making);
    const { contractNo, customerId } = found.contract;
    return this.#made('contract', id, contractNo, customerId, id, [found], making);
  }

  /** @throws Problem; CallerGone */
  async ofCustomer(
    vendor: string,
    id: string,
    asked: Asked,
    language: Language,
    signal: AbortSignal,
  ): Promise<Dossier> {
    const making = await this.#begin(vendor, asked, language, signal);
    const { position } = making.moment;
    const family = await familyOf(this.customers, vendor, id);
    if (family === null) throw new NotFound(id);
    await this.#refuseEarlier(vendor, id, position);
    const ids = contractsOf(family.rows, position);
    if (ids.length > dossierBounds.contracts)
      throw new Problem('dossier-too-large', { limit: dossierBounds.contracts, events: dossierBounds.events });
    const contracts: DossierContract[] = [];
    for (const contractId of ids) contracts.push(await this.#contract(contractId, making));
    return this.#made('customer', id, null, id, null, contracts, making);
  }

  async #begin(vendor: string, asked: Asked, language: Language, signal: AbortSignal): Promise<Making> {
    const moment = await this.known.moment(vendor, asked);
    return { moment, writing: writingIn(language, moment.zone), pace: new Pace(signal), events: 0 };
  }

  async #contract(id: string, making: Making): Promise<DossierContract> {
    const { moment, writing, pace } = making;
    const { vendor, at, today, position } = moment;
    const events = await this.known.events(vendor, id, position);
    const state = fold(contract, events as readonly ContractEvent[]);
    if (state.status !== 'purchased') throw new NotFound(id);
    const written = await this.#events(streamName(vendor, 'contract', id), making);
    const answer = contractAnswer(state, events.length - 1, today, licenceValidAt(events, at));
    await pace.step();
    return {
      contract: { ...answer, customerId: ownerOn(state, today) },
      life: await this.lives.of(id, moment, writing),
      events: written,
      differing: await this.impact.at(vendor, id, events.length - 1),
    };
  }

  async #made(
    about: Dossier['about'],
    id: string,
    contractNo: string | null,
    customerId: string,
    contractId: string | null,
    contracts: readonly DossierContract[],
    making: Making,
  ): Promise<Dossier> {
    const { moment, writing } = making;
    const { vendor, at, today, knownAt, position, zone, policies } = moment;
    const stream = streamName(vendor, 'customer', customerId);
    const events = await this.streams.read<CustomerEvent>(vendor, stream);
    const own = events.filter((event) => event.position <= position);
    const state = fold(customer, own as readonly CustomerEvent[]);
    if (state.status !== 'registered') throw new NotFound(customerId);
    const inForce = policies.signedOn(today).version;
    const judging = new Set([
      inForce,
      ...contracts.flatMap((each) => each.contract.terms.map(({ policyVersion }) => policyVersion)),
    ]);
    const seal = (await sealsOf(this.store)?.at(position)) ?? null;
    return {
      about,
      id,
      title: contractNo ?? state.name,
      vendor,
      company: policies.signedOn(today).company,
      language: writing.language,
      zone,
      at,
      today,
      knownAt,
      knownPosition: position,
      madeAt: this.entitlements.now(),
      customer: customerAnswer(state, own.length - 1),
      events: await this.#events(stream, making),
      contracts,
      policies: policies.policies
        .filter((row) => row.position <= position)
        .map(({ version, effectiveFrom, sha256, publishedAt, position: published }) => ({
          version,
          effectiveFrom,
          sha256,
          publishedAt,
          position: published,
          applies: judging.has(version),
        })),
      decisions: await this.#decisions(customerId, contractId, contracts, making),
      seal: seal === null ? null : { position: seal.position, chain: seal.chain },
    };
  }

  /** All nine services; an upgrade is asked about the newest version that is known, or the one installed. */
  async #decisions(
    customerId: string,
    contractId: string | null,
    contracts: readonly DossierContract[],
    { moment, writing, pace }: Making,
  ): Promise<readonly DossierDecision[]> {
    const { vendor, at, position } = moment;
    const product = contracts[0]?.contract.product;
    const newest = product === undefined ? undefined : newestOf(moment, product.series, product.installedVersion);
    const target = readVersion(newest ?? '1.0');
    const from = await this.entitlements.snapshot(vendor);
    const decisions: DossierDecision[] = [];
    for (const service of services) {
      const { answer, question, sentences } = await this.explanations
        .explain(
          from,
          {
            customerId,
            contractId,
            service,
            at,
            knownAt: undefined,
            knownPosition: position,
            productSeries: null,
            channel: null,
            urgency: null,
            module: null,
            targetVersion: service === 'upgrade' && isVersion(target) ? target : null,
            region: null,
          },
          // A2: a dossier is for roles that read persons.
          { language: writing.language, persons: true },
        )
        .catch((error: unknown) => {
          throw asProblem(error, '?');
        });
      decisions.push({
        service,
        answer: JSON.parse(answer) as DossierDecision['answer'],
        question,
        words: sentences,
      });
      await pace.step();
    }
    return decisions;
  }

  /** The events of a stream that are known, as they are stored and in words. @throws Problem where they are too many */
  async #events(stream: string, making: Making): Promise<readonly DossierEvent[]> {
    const { moment, writing, pace } = making;
    const { vendor, position } = moment;
    const query = { vendor, streams: [stream], before: position + 1 };
    const events = await findUpTo(this.ordinals, query, 0, dossierBounds.events + 1);
    making.events += events.length;
    if (making.events > dossierBounds.events)
      throw new Problem('dossier-too-large', { limit: dossierBounds.contracts, events: dossierBounds.events });
    const written = await this.sentences.summarize(vendor, events, writing);
    await pace.step();
    return events.map((event, index) => ({ ...written[index]!, ...placed(event) }));
  }

  async #refuseEarlier(vendor: string, customerId: string, position: number): Promise<void> {
    await this.entitlements.refuseEarlier(vendor, 'customer', customerId, position).catch((error: unknown) => {
      throw asProblem(error, '?');
    });
  }
}

const placed = (event: Recorded) => ({
  id: event.id,
  stream: event.stream,
  revision: event.revision,
  type: event.type,
  effectiveAt: event.meta.effectiveAt,
  channel: event.meta.channel,
  sha256: createHash('sha256').update(canonicalJson(event)).digest('hex'),
});

/** The version of the series that was released last by the instant, as known; else the one that is installed. */
const newestOf = ({ policies, at, position }: Moment, series: string, installed: string): string => {
  const released = policies.releases
    .filter((row) => row.series === series)
    .flatMap(({ releases }) => releases)
    .filter((release) => release.position <= position && release.publishedAt <= at)
    .toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0));
  return released.at(-1)?.version ?? installed;
};
