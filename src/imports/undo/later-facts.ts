import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { contract } from '../../../domain/contract/contract.js';
import { factsSince } from '../../../domain/contract/facts-since.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { changesSince } from '../../../domain/customer/changes-since.js';
import { contractsOf } from '../../../domain/entitlement/sheet.js';
import { fold } from '../../../domain/kernel/decider.js';
import { idOfStream, type Recorded, type StreamEvent, streamName } from '../../../domain/kernel/envelope.js';
import type { CustomerFact, CustomerSheetRow } from '../../../projections/customer-sheet/customer-sheet.row.js';
import type { RequestRow } from '../../../projections/requests/requests.row.js';
import { factsKnownAt } from '../../../projections/facts/facts.row.js';
import type { NumberedStreams } from '../../platform/ledger/numbered-streams.js';
import type { View } from '../../platform/views/view-store.js';
import type { CreatedEvent, LaterFact } from './later-fact.js';
import { LaterRequests } from './later-requests.js';
import { importOf, undoOf } from './provenance.js';
import { wayBackOfContract, wayBackOfCustomer, wayBackOfMerge } from './ways-back.js';
import type { LaterType } from './later-fact-names.js';

/**
 * What depends on the contracts and customers of an import (C9). A fact that was taken back, changed back, or recorded
 * by another import that was undone since, depends on nothing.
 */
export class LaterFacts {
  private readonly requests: LaterRequests;

  constructor(
    private readonly streams: NumberedStreams,
    private readonly customers: View<CustomerSheetRow>,
    requests: View<RequestRow>,
  ) {
    this.requests = new LaterRequests(streams, requests);
  }

  async dependingOn(vendor: string, importId: string, event: CreatedEvent): Promise<readonly LaterFact[]> {
    const id = idOfStream(event.stream);
    return [
      ...(await this.recordedOf(vendor, importId, id, event)),
      ...(await this.requests.dependingOn(vendor, id, event)),
    ];
  }

  private async recordedOf(
    vendor: string,
    importId: string,
    id: string,
    event: CreatedEvent,
  ): Promise<readonly LaterFact[]> {
    if (event.type === 'ContractPurchased') return this.ofContract(vendor, importId, id, event.stream);
    if (event.type === 'CustomerRegistered')
      return [
        ...(await this.ofCustomer(vendor, importId, id, event.stream)),
        ...(await this.merges(id)),
        ...(await this.contracts(vendor, importId, id)),
      ];
    return event.type === 'ContactAdded' ? this.ofContact(vendor, importId, id, event) : [];
  }

  /** Whether the customer owns a contract, as everything is known now. */
  async hasContracts(vendor: string, customerId: string): Promise<boolean> {
    for (const { owned } of await this.owned(vendor, customerId)) if (owned) return true;
    return false;
  }

  private async ofContract(
    vendor: string,
    importId: string,
    id: string,
    stream: string,
  ): Promise<readonly LaterFact[]> {
    const history = await this.streams.read<ContractEvent>(vendor, stream);
    const first = history.findIndex((event) => isLater(event, importId));
    if (first < 0) return [];
    return factsSince(history as readonly ContractEvent[], first).flatMap((index): readonly LaterFact[] => {
      const { position, type } = history[index]!;
      if (!isLater(history[index]!, importId)) return [];
      return [{ category: 'contract', id, position, type, way: wayBackOfContract(history, index) }];
    });
  }

  private async ofCustomer(
    vendor: string,
    importId: string,
    id: string,
    stream: string,
  ): Promise<readonly LaterFact[]> {
    const history = await this.streams.read<CustomerEvent>(vendor, stream);
    const first = history.findIndex((event) => isLater(event, importId));
    if (first < 0) return [];
    return changesSince(history as readonly CustomerEvent[], first).flatMap((index): readonly LaterFact[] => {
      const event = history[index]!;
      if (!isLater(event, importId)) return [];
      return [
        {
          category: 'customer',
          id,
          position: event.position,
          type: event.type,
          way: wayBackOfCustomer(history, index),
        },
      ];
    });
  }

  /** Later changes of a contact that the import gave to a customer that existed before. */
  private async ofContact(
    vendor: string,
    importId: string,
    id: string,
    event: Extract<CreatedEvent, { type: 'ContactAdded' }>,
  ): Promise<readonly LaterFact[]> {
    const { contactId } = event.data;
    const history = await this.streams.read<CustomerEvent>(vendor, event.stream);
    if (history[0] !== undefined && importOf(history[0]) === importId) return [];
    const added = history.findIndex(({ position }) => position === event.position);
    return changesSince(history as readonly CustomerEvent[], added + 1).flatMap((index): readonly LaterFact[] => {
      const change = history[index]!;
      if (change.type !== 'ContactChanged' || change.data.contactId !== contactId || !isLater(change, importId))
        return [];
      return [
        {
          category: 'customer',
          id,
          position: change.position,
          type: change.type,
          way: wayBackOfCustomer(history, index),
        },
      ];
    });
  }

  private async merges(customerId: string): Promise<readonly LaterFact[]> {
    const row = await this.customers.get(customerId);
    const facts = factsKnownAt<CustomerFact>(row === undefined ? [] : [row], Infinity);
    return facts.flatMap((fact): readonly LaterFact[] => {
      if (fact.kind !== 'merged-into' && fact.kind !== 'absorbed') return [];
      const absorbedId = fact.kind === 'absorbed' ? fact.customerId : customerId;
      const { position, proof } = fact;
      const way = wayBackOfMerge(absorbedId);
      return [{ category: 'customer', id: customerId, position, type: proof[0]!.type as LaterType, way }];
    });
  }

  /** What makes contracts that the import did not create this customer's: a purchase, or transfers. */
  private async contracts(vendor: string, importId: string, id: string): Promise<readonly LaterFact[]> {
    const found: LaterFact[] = [];
    for (const { history, owned } of await this.owned(vendor, id)) {
      if (!owned || importOf(history[0]!) === importId) continue;
      const bought = fold(contract, history as readonly ContractEvent[]);
      const isBuyer = bought.status === 'purchased' && bought.owners[0]!.customerId === id;
      for (const [index, event] of history.entries()) {
        const gives =
          (event.type === 'ContractPurchased' && isBuyer) ||
          ((event.type === 'ContractTransferred' || event.type === 'TransferCorrected') &&
            event.data.toCustomerId === id);
        if (!gives) continue;
        const { position, type } = event;
        found.push({ category: 'customer', id, position, type, way: wayBackOfContract(history, index) });
      }
    }
    return found;
  }

  /** Contracts that were ever recorded as the customer's, and whether they are so still, at any time. */
  private async owned(vendor: string, customerId: string) {
    const row = await this.customers.get(customerId);
    const ids = row === undefined ? [] : contractsOf([row], Infinity);
    const found: { readonly history: readonly Recorded<ContractEvent>[]; readonly owned: boolean }[] = [];
    for (const id of ids) {
      const history = await this.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', id));
      const state = fold(contract, history as readonly ContractEvent[]);
      const owned = state.status === 'purchased' && state.owners.some((owner) => owner.customerId === customerId);
      found.push({ history, owned });
    }
    return found;
  }
}

/** An erasure depends on nothing: it must be done whatever becomes of the customer (A2). */
export const isLater = (event: StreamEvent, importId: string): boolean =>
  importOf(event) !== importId && undoOf(event) !== importId && event.type !== 'ContactErased';
