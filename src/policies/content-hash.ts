import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// The package is CommonJS, but its types describe an ES module: an import would type a function that is not there.
const canonicalize = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string | undefined;

/**
 * SHA-256 in lower-case hex over the canonical JSON (RFC 8785) of a policy, a calendar or texts: the order of keys and
 * the layout of the file they came from do not count (P1).
 */
export const contentHash = (content: object): string =>
  createHash('sha256')
    .update(canonicalize(content) ?? '', 'utf8')
    .digest('hex');
