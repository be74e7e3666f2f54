import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { type UpgradeDecided, upgradesDecided } from '../../domain/contract/upgrade-decisions.js';
import type { Decision } from '../../domain/entitlement/answer.js';
import { fold } from '../../domain/kernel/decider.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { CustomerUnknown, Entitlements, ModuleUnknown } from '../entitlements/entitlements.port.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { Pace } from '../platform/pace.js';
import type { DifferingDecision, ImpactAnswer, ImpactPage, ImpactReading } from './differing-decision.js';
import { RequestImpact } from './request-impact.js';

/** A contract's own outcome among all that were considered: D3 may prefer another contract, and none may be left. */
export const ownOutcome = (
  { considered }: Decision,
  contractId: string,
): Pick<Decision, 'entitled' | 'outcome' | 'reason'> => {
  const own = considered.find((candidate) => candidate.contractId === contractId);
  if (own === undefined) return noContract;
  const { outcome, reason } = own;
  return { entitled: outcome !== 'denied', outcome, reason };
};

/** The outcome for a customer who never owned the contract. */
const noContract = { entitled: false, outcome: 'denied', reason: 'no-contract' } as const;

/**
 * Recorded decisions (D8) whose outcome differs with what is known later (C9): of upgrades, requests and visits. The
 * question is asked again as it was asked then, without the act itself and the acts built on it. Requests are asked
 * again page by page, the latest first.
 */
export class Impact {
  constructor(
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(RequestImpact) private readonly requests: RequestImpact,
  ) {}

  /** With all that is known now. @throws NotFound; ViewsBehind; Problem cursor-invalid */
  async now(vendor: string, contractId: string, reading: ImpactReading = {}): Promise<ImpactAnswer> {
    const history = await this.#history(vendor, contractId);
    const knownPosition = Math.max(
      await this.entitlements.knownPosition({ knownAt: undefined, knownPosition: undefined }),
      history.at(-1)!.position,
    );
    return answerOf(contractId, knownPosition, await this.#page(vendor, contractId, history, knownPosition, reading));
  }

  /**
   * With what was known when a correction, or what takes a fact back, had been recorded. @throws NotFound; ViewsBehind;
   * Problem cursor-invalid
   */
  async ofCorrection(
    vendor: string,
    contractId: string,
    correctionId: string,
    reading: ImpactReading = {},
  ): Promise<ImpactAnswer> {
    const history = await this.#history(vendor, contractId);
    const corrected = history.findIndex(({ data }) => 'correctionId' in data && data.correctionId === correctionId);
    if (corrected < 0) throw new NotFound(correctionId);
    const { position } = history[corrected]!;
    const known = history.slice(0, corrected + 1);
    return answerOf(contractId, position, await this.#page(vendor, contractId, known, position, reading));
  }

  /**
   * With what was known when the contract had reached a revision: the same for ever, as the answer of a command must
   * be (C11). @throws ViewsBehind
   */
  async at(vendor: string, contractId: string, revision: number, reading: ImpactReading = {}): Promise<ImpactPage> {
    const history = (await this.#history(vendor, contractId)).slice(0, revision + 1);
    return this.#page(vendor, contractId, history, history.at(-1)!.position, reading);
  }

  async #page(
    vendor: string,
    contractId: string,
    history: readonly Recorded<ContractEvent>[],
    knownPosition: number,
    { cursor, signal, read }: ImpactReading,
  ): Promise<ImpactPage> {
    const pace = new Pace(signal);
    const upgrades = cursor === undefined ? await this.#upgrades(vendor, contractId, history, knownPosition, pace) : [];
    const requests = await this.requests.page(vendor, contractId, history, knownPosition, { pace, cursor, read });
    return { decisions: [...upgrades, ...requests.decisions], nextCursor: requests.nextCursor };
  }

  async #history(vendor: string, contractId: string): Promise<readonly Recorded<ContractEvent>[]> {
    const history = await this.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', contractId));
    if (history[0]?.type !== 'ContractPurchased') throw new NotFound(contractId);
    return history;
  }

  async #upgrades(
    vendor: string,
    contractId: string,
    history: readonly Recorded<ContractEvent>[],
    knownPosition: number,
    pace: Pace,
  ): Promise<readonly DifferingDecision[]> {
    const differing: DifferingDecision[] = [];
    const modules = modulesOf(history as readonly ContractEvent[]);
    for (const upgrade of upgradesDecided(history as readonly ContractEvent[])) {
      const now = await this.#again(vendor, contractId, upgrade, knownPosition, modules);
      await pace.step();
      const { upgradeId: id, customerId, performedOn: on, targetVersion, module, decision: then, revision } = upgrade;
      if (now?.outcome === then.outcome && now.reason === then.reason) continue;
      differing.push({
        kind: 'upgrade',
        id,
        contractId,
        customerId,
        on,
        targetVersion,
        module,
        position: history[revision]!.position,
        then,
        now,
      });
    }
    return differing;
  }

  async #again(
    vendor: string,
    contractId: string,
    { customerId, targetVersion, module, decision: { at, knownPosition: then }, unknownThen }: UpgradeDecided,
    knownPosition: number,
    modules: ReadonlySet<string>,
  ) {
    const target = readVersion(targetVersion);
    if (!isVersion(target)) throw new Error(`'${targetVersion}' in the ledger is no version`);
    const asked = {
      customerId,
      service: 'upgrade',
      at,
      knownAt: undefined,
      knownPosition,
      contractId,
      productSeries: null,
      channel: null,
      urgency: null,
      module,
      targetVersion: target,
      region: null,
      // C9: other facts are listed, not other rules.
      answerVersion: await this.entitlements.answerVersionAt(vendor, then),
    } as const;
    try {
      const { decision } = await this.entitlements.decide(
        vendor,
        asked,
        new Set(unknownThen.map((id) => `installed:${id}`)),
      );
      return { knownPosition, ...ownOutcome(decision, contractId) };
    } catch (error) {
      // C9: the contract has the module, but it was never this customer's, as is known now.
      const missing = error instanceof ModuleUnknown || error instanceof CustomerUnknown;
      if (missing && (module === null || modules.has(module))) return { knownPosition, ...noContract };
      if (missing) return null;
      throw error;
    }
  }
}

const answerOf = (contractId: string, knownPosition: number, { decisions, nextCursor }: ImpactPage): ImpactAnswer => ({
  contractId,
  knownPosition,
  decisions,
  ...(nextCursor !== null && { nextCursor }),
});

/** The codes of the modules that the contract has at the end of its history. */
const modulesOf = (history: readonly ContractEvent[]): ReadonlySet<string> => {
  const state = fold(contract, history);
  return new Set(state.status === 'purchased' ? state.product.modules.map(({ code }) => code) : []);
};
