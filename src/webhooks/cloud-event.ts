import type { Recorded } from '../../domain/kernel/envelope.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Concerned, Party } from '../changes/changes.port.js';
import { entitlementChanged } from './types.js';

/** Before the type of an event in its `type` attribute. */
export const typePrefix = 'service-ledger.';

/**
 * An event as CloudEvents 1.0 in structured mode; `data` has no sealed values any more. Whom it is about is not part of
 * the recorded event: it is derived as of the event's position, so that a repeated delivery has the same bytes.
 */
export const cloudEvent = (
  { id, vendor, stream, revision, position, type, schema, meta, data }: Recorded,
  party: Party | null,
) => ({
  specversion: '1.0',
  id,
  source: `/vendors/${encodeURIComponent(vendor)}`,
  type: `${typePrefix}${type}`,
  subject: stream,
  time: meta.recordedAt,
  datacontenttype: 'application/json',
  sequence: String(position),
  partitionkey: stream,
  streamrevision: revision,
  schemaversion: schema,
  effectiveat: meta.effectiveAt,
  ...attributesOf(party),
  data,
});

/** Names of attributes are lower-case letters and digits alone (CloudEvents 1.0); one that is unknown is left out. */
const attributesOf = (party: Party | null) => ({
  customerid: party?.customerId,
  customercode: party?.customerCode ?? undefined,
  mergedintoid: party?.mergedIntoId,
  mergedintocode: party?.mergedIntoCode ?? undefined,
  contractid: party?.contractId,
  contractno: party?.contractNo,
});

/** The part of a delivery's id that distinguishes what is derived of an event: 1 is the first of `concernedBy`. */
export const derivedId = (eventId: string, part: number): string => `${eventId}.entitlement.${part}`;

/** Deliveries about the same customers are in the order of the ledger. */
export const derivedSubject = (vendor: string, concerned: Concerned): string =>
  concerned.scope === 'customer'
    ? streamName(vendor, 'customer', concerned.customers[0].customerId)
    : `/vendors/${encodeURIComponent(vendor)}${concerned.scope === 'series' ? `/series/${concerned.series}` : ''}`;

/** `entitlement.changed`, derived of one event for one customer, for a series, or for all customers of the vendor. */
export const derivedCloudEvent = (
  { id, vendor, position, type, meta }: Recorded,
  concerned: Concerned,
  part: number,
) => {
  const subject = derivedSubject(vendor, concerned);
  const party = concerned.scope === 'customer' ? { ...concerned.customers[0], ...contractOf(concerned) } : null;
  return {
    specversion: '1.0',
    id: derivedId(id, part),
    source: `/vendors/${encodeURIComponent(vendor)}`,
    type: `${typePrefix}${entitlementChanged}`,
    subject,
    time: meta.recordedAt,
    datacontenttype: 'application/json',
    sequence: String(position),
    partitionkey: subject,
    effectiveat: meta.effectiveAt,
    ...attributesOf(party),
    data: { ...concerned, because: type, eventId: id, position },
  };
};

const contractOf = ({ contractId, contractNo }: Extract<Concerned, { scope: 'customer' }>) => ({
  contractId,
  contractNo,
});

/**
 * Personal data is left out, whether sealed, erased or opened by mistake; or shown, where the subscriber may read it.
 */
export const withoutPersons = (value: unknown, show: boolean): unknown => {
  if (Array.isArray(value)) return value.map((member) => withoutPersons(member, show));
  if (typeof value !== 'object' || value === null) return value;
  if ('subject' in value && ('plain' in value || 'sealed' in value || 'erased' in value))
    return show && 'plain' in value ? value.plain : undefined;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutPersons(member, show)]));
};
