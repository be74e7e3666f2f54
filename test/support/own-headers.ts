/** Headers of an answer that mean something to a client, beside those of HTTP and of security. */
const ownHeaders = [
  'x-correlation-id',
  'ledger-position',
  'etag',
  'idempotent-replay',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
  'location',
];
/** Headers that an answer has and its description lacks, or always has by its description and lacks. */
export const undescribed = (
  described: readonly string[],
  answered: Readonly<Record<string, unknown>>,
): readonly string[] => [
  ...ownHeaders.filter((name) => name in answered && !described.includes(name)),
  ...described.filter(
    (name) => !(name in answered) && !['idempotent-replay', 'etag', 'ratelimit', 'ratelimit-policy'].includes(name),
  ),
];
