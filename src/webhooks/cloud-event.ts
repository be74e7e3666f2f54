import type { Recorded } from '../../domain/kernel/envelope.js';

/** An event as CloudEvents 1.0 in structured mode; `data` has no sealed values any more. */
export const cloudEvent = ({ id, vendor, stream, revision, position, type, schema, meta, data }: Recorded) => ({
  specversion: '1.0',
  id,
  source: `/vendors/${encodeURIComponent(vendor)}`,
  type: `service-ledger.${type}`,
  subject: stream,
  time: meta.recordedAt,
  datacontenttype: 'application/json',
  sequence: String(position),
  partitionkey: stream,
  streamrevision: revision,
  schemaversion: schema,
  effectiveat: meta.effectiveAt,
  data,
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
