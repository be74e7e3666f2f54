import { Inject } from '@nestjs/common';
import { stateAt } from '../../domain/entitlement/sheet.js';
import { epochOf, type Instant } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import type { Channel, Region, Service, Urgency } from '../../domain/kernel/vocabulary.js';
import type { RequestDecision } from '../../domain/request/request.events.js';
import { ContractUnknown, Entitlements, ModuleUnknown } from '../entitlements/entitlements.port.js';
import { ImportsBeingUndone } from '../imports/imports.port.js';
import { type InvalidFields, invalidField } from '../platform/commands/invalid-fields.js';
import { StreamBusy } from '../platform/ledger/outcome.js';

/** What a request or a visit is decided about. */
export interface Asked {
  readonly customerId: string;
  readonly service: Service;
  readonly at: Instant;
  readonly contractId: string | null;
  readonly channel: Channel;
  readonly urgency: Urgency;
  readonly module: string | null;
  readonly targetVersion: string | null;
  readonly region: Region | null;
}

/** Asks the decision of a request (D8): for the instant it was made at, with today's knowledge (K8). */
export class RequestDecisions {
  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(ImportsBeingUndone) private readonly undone: ImportsBeingUndone,
  ) {}

  /**
   * Asked while the command that records it is executed: an undo of an import waits for those that were before it (C9).
   * @throws CustomerUnknown; StreamBusy while an import that the answer depends on is being undone
   */
  async ask(vendor: string, asked: Asked): Promise<RequestDecision | InvalidFields> {
    const targetVersion = asked.targetVersion === null ? null : readVersion(asked.targetVersion);
    if (targetVersion !== null && !isVersion(targetVersion))
      return invalidField('/targetVersion', 'not-a-version', { value: asked.targetVersion! });
    if (targetVersion === null && asked.service === 'upgrade') return invalidField('/targetVersion', 'required');
    const { customerId, service, at, contractId, channel, urgency, module, region } = asked;
    const question = {
      customerId,
      service,
      at,
      contractId,
      channel,
      urgency,
      module,
      region,
      targetVersion,
      knownAt: undefined,
      knownPosition: undefined,
      productSeries: null,
    };
    try {
      const decided = await this.entitlements.decide(vendor, question);
      const { decision, sheet } = decided;
      await this.refuseUndone(vendor, customerId, decision.coveredBy?.contractId ?? contractId);
      return {
        at,
        knownPosition: decided.asked.question.knownPosition,
        entitled: decision.entitled,
        outcome: decision.outcome,
        reason: decision.reason,
        conditions: decision.conditions.map(({ code }) => code),
        contractId: decision.coveredBy?.contractId ?? null,
        level: stateAt(sheet.levels, epochOf(at)),
        region: region ?? stateAt(sheet.regions, epochOf(at)),
        policyVersion: decision.policyVersion,
        calendarVersion: decision.calendarVersion,
        answerVersion: decision.answerVersion,
        receipt: decided.receipt(),
      };
    } catch (error) {
      if (error instanceof ContractUnknown) return invalidField('/contractId', 'not-known', { value: contractId! });
      if (error instanceof ModuleUnknown) return invalidField('/module', 'not-known', { value: module! });
      throw error;
    }
  }

  private async refuseUndone(vendor: string, customerId: string, contractId: string | null): Promise<void> {
    const streams = [streamName(vendor, 'customer', customerId)];
    if (contractId !== null) streams.push(streamName(vendor, 'contract', contractId));
    const importId = await this.undone.of(vendor, streams);
    if (importId !== undefined) throw new StreamBusy(`${importId} is being undone; try again`);
  }
}
