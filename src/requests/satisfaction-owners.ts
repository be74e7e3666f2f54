import { Inject } from '@nestjs/common';
import { managerFacts } from '../../domain/customer/managers.js';
import type { Request } from '../../domain/request/request.state.js';
import { familyNow } from '../customers/customers.port.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { VendorTerms } from './request-terms.js';

/** Who answers for the satisfaction with requests (R17). */
export class SatisfactionOwners {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /**
   * Where nobody is assigned: the person of the policy, else the name of the customer manager; null where neither is.
   */
  async usual(vendor: string, { customerId, decision }: Request, terms: VendorTerms): Promise<string | null> {
    const ofPolicy = terms.satisfactionOwnerOf(decision.policyVersion);
    if (ofPolicy !== null) return ofPolicy;
    const [survivor] = await familyNow(this.ledger, vendor, customerId);
    const manager = survivor?.manager;
    return manager == null || !('plain' in manager) ? null : managerFacts(manager.plain).name;
  }
}
