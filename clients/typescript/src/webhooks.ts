import { Webhook } from 'standardwebhooks';

/** An event of the ledger as a webhook delivers it: CloudEvents 1.0 in structured mode. */
export interface LedgerEvent {
  readonly id: string;
  /** `service-ledger.ContractRenewed` */
  readonly type: string;
  /** Its stream: `<vendor>.<category>-<id>`. */
  readonly subject: string;
  /** When it was recorded, UTC. */
  readonly time: string;
  /** Its position in the ledger, decimal. */
  readonly sequence: string;
  /** The customer that it is about, as known at its position; absent where it is about none. */
  readonly customerid?: string;
  readonly customercode?: string;
  /** The customer that answers for it after a merge. */
  readonly mergedintoid?: string;
  readonly mergedintocode?: string;
  readonly contractid?: string;
  readonly contractno?: string;
  readonly data: unknown;
}

/**
 * The event of a delivery. The body must be the bytes that were received, not JSON that was read and written again.
 * @throws WebhookVerificationError where the signature is wrong or older than five minutes
 */
export const receiveEvent = (secret: string, body: string, headers: Readonly<Record<string, string>>): LedgerEvent =>
  new Webhook(secret).verify(body, headers) as LedgerEvent;
