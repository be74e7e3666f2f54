import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { ownerOn } from '../../domain/contract/contract-status.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { customer } from '../../domain/customer/customer.js';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import { fold } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { type Language, services } from '../../domain/kernel/vocabulary.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { obligations as obligationView } from '../../projections/obligations/obligations.js';
import { requests as requestView } from '../../projections/requests/requests.js';
import { KnownContracts, Lives, type Moment } from '../contract-life/contract-life.port.js';
import { contractAnswer, Impact, licenceValidAt, type ReadRequests } from '../contracts/contracts.port.js';
import { customerAnswer, CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { asProblem, Entitlements } from '../entitlements/entitlements.port.js';
import type { Histories } from '../obligations/obligations.port.js';
import { Explanations, writingIn } from '../explanations/explanations.port.js';
import type { EventStore } from '../platform/events/event-store.js';
import { sealsOf } from '../platform/events/seals.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { Pace } from '../platform/pace.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { viewsTimeoutMs } from '../platform/projector/views-timeout.js';
import { EVENT_STORE, VIEW_READERS } from '../platform/tokens.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { dossierBounds } from './bounds.js';
import type { Dossier, DossierContract, DossierDecision } from './dossier.js';
import { DossierEvents, type Making, tooLarge } from './dossier-events.js';
import { DossierObligations } from './dossier-obligations.js';
import { DossierRequests } from './dossier-requests.js';

const servedViews = [requestView.name, obligationView.name];

interface Subject extends Pick<Dossier, 'about' | 'id' | 'contracts'> {
  readonly customerId: string;
}
/** Whose requests and obligations a dossier shows. */
interface Served {
  readonly contracts: readonly string[];
  readonly of: Condition;
  /** Customers that something is owed to; null: everybody. */
  readonly owners: ReadonlySet<string> | null;
}
type ServedParts = Pick<Dossier, 'requests' | 'obligations' | 'omitted'>;
type Asked = { readonly at?: string | undefined; readonly knownAt?: string | undefined };

/** Puts together all that is recorded of a contract or a customer (A1, C9, D7). */
export class Dossiers {
  constructor(
    @Inject(KnownContracts) private readonly known: KnownContracts,
    @Inject(Lives) private readonly lives: Lives,
    @Inject(Explanations) private readonly explanations: Explanations,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(DossierEvents) private readonly events: DossierEvents,
    @Inject(DossierRequests) private readonly requests: DossierRequests,
    @Inject(DossierObligations) private readonly obligations: DossierObligations,
    @Inject(Impact) private readonly impact: Impact,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEW_READERS) private readonly views: Pick<ViewReaders, 'reached'>,
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
    const subject = { about: 'contract' as const, id, customerId: found.contract.customerId, contracts: [found] };
    return this.#made(
      subject,
      await this.#served({ contracts: [id], of: { field: 'contractId', is: id }, owners: null }, making),
      making,
    );
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
    if (ids.length > dossierBounds.contracts) throw tooLarge();
    const contracts: DossierContract[] = [];
    const read: ReadRequests = new Map();
    for (const contractId of ids) contracts.push(await this.#contract(contractId, making, read));
    const members = family.rows.map(({ subject }) => subject);
    const of = { field: 'customerId', in: members };
    const served = await this.#served({ contracts: ids, of, owners: new Set(members) }, making);
    return this.#made({ about: 'customer', id, customerId: id, contracts }, served, making);
  }

  async #begin(vendor: string, asked: Asked, language: Language, signal: AbortSignal): Promise<Making> {
    const moment = await this.known.moment(vendor, asked);
    return { moment, writing: writingIn(language, moment.zone), pace: new Pace(signal), events: 0 };
  }

  /** Requests, and what was owed beside what is owed for them. */
  async #served({ contracts, of, owners }: Served, making: Making): Promise<ServedParts> {
    const { vendor, position } = making.moment;
    await this.views.reached(position, viewsTimeoutMs, servedViews);
    const { requests, histories, omitted } = await this.requests.where(of, making);
    const ids = requests.map(({ request }) => request.id);
    // Of a customer every obligation names it; of a contract those of its requests do not name it.
    const ofRequests = owners === null && ids.length > 0 ? [{ field: 'requestId', in: ids }] : [];
    const ofContracts: Histories['contracts'][number][] = [];
    for (const id of contracts) ofContracts.push(await this.known.events(vendor, id, position));
    const owing = { contracts: ofContracts, requests: histories };
    const owed = await this.obligations.where([of, ...ofRequests], owing, owners, making);
    return { requests, obligations: owed.obligations, omitted: { requests: omitted, obligations: owed.omitted } };
  }

  async #contract(id: string, making: Making, read?: ReadRequests): Promise<DossierContract> {
    const { moment, writing, pace } = making;
    const { vendor, at, today, position } = moment;
    const events = await this.known.events(vendor, id, position);
    const state = fold(contract, events as readonly ContractEvent[]);
    if (state.status !== 'purchased') throw new NotFound(id);
    const written = await this.events.of([streamName(vendor, 'contract', id)], making);
    const answer = contractAnswer(state, events.length - 1, today, licenceValidAt(events, at));
    const impact = await this.impact.at(vendor, id, events.length - 1, { read });
    await pace.step();
    return {
      contract: { ...answer, customerId: ownerOn(state, today) },
      life: await this.lives.of(id, moment, writing),
      events: written,
      differing: impact.decisions,
      differingComplete: impact.nextCursor === null,
    };
  }

  async #made({ about, id, customerId, contracts }: Subject, served: ServedParts, making: Making): Promise<Dossier> {
    const contractId = about === 'contract' ? id : null;
    const contractNo = about === 'contract' ? contracts[0]!.contract.contractNo : null;
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
      events: await this.events.of([stream], making),
      contracts,
      ...served,
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

  async #refuseEarlier(vendor: string, customerId: string, position: number): Promise<void> {
    await this.entitlements.refuseEarlier(vendor, 'customer', customerId, position).catch((error: unknown) => {
      throw asProblem(error, '?');
    });
  }
}

/** The version of the series that was released last by the instant, as known; else the one that is installed. */
const newestOf = ({ policies, at, position }: Moment, series: string, installed: string): string => {
  const released = policies.releases
    .filter((row) => row.series === series)
    .flatMap(({ releases }) => releases)
    .filter((release) => release.position <= position && release.publishedAt <= at)
    .toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0));
  return released.at(-1)?.version ?? installed;
};
