import { httpBounds, sizeText } from '../bounds.js';
import { longestIdempotencyKey } from '../conventions/commands.js';
import { listBounds } from '../conventions/lists.js';
import { viewsTimeoutMs } from '../../projector/views-timeout.js';
import { unauthenticatedPerMinute } from '../../auth/rate-limits.js';

const { usualPage, largestPage } = listBounds;

/** What holds for every operation, as Markdown: the first text of the description of the API. */
export const introduction = `After-sales entitlements as a ledger: who is owed which service, at any instant, with proof.

**Credentials.** Every operation except health and the links of mails takes an API key:
\`Authorization: Bearer <key>\`. The key decides the vendor and the role; \`x-roles\` lists the roles that an operation lets in. Without a valid key the answer is 401, with
another role 403; what belongs to another vendor is not found, 404.

**Vendors.** A request with a key for every vendor names the vendor in \`Ledger-Vendor\`.

**Writing.** A write with an \`Idempotency-Key\` (up to ${longestIdempotencyKey} characters) can be sent again: the same
key with the same body answers as the first time, with \`Idempotent-Replay: true\`, and writes nothing; with another body
it is refused with 422. \`If-Match\` with the \`ETag\` last seen refuses, with 412, a write to what has changed since. JSON
types are never converted, and fields that are not described are refused.

**Positions.** \`Ledger-Position\` names the place in the ledger up to which an answer knows it. The token is opaque. A
read with \`Ledger-Min-Position\` waits up to ${viewsTimeoutMs / 1000} s until it can answer from that place on; after that
it is refused with 503.

**Your own numbers.** Wherever the id of a customer or a contract is taken, \`customerCode\` (\`toCustomerCode\`,
\`intoCustomerCode\`), \`contractNo\` or \`licenceNo\` may be given instead; in an address \`code:KH00795\` or
\`no:XS-2025-0311\`. They name what they name now, whatever their case; a repeat by number is the same as by id. An
unknown one is \`not-known\` at its field.

**Two times.** \`at\` asks about an instant, \`knownAt\` about what was recorded up to an instant. Instants are UTC with
milliseconds (\`2026-03-01T02:00:00.000Z\`); days are civil days in the vendor's time zone.

**Lists.** \`limit\` (${usualPage} where absent, at most ${largestPage}) and \`cursor\`: \`nextCursor\` of an answer is the
cursor of the next page, null on the last one.

**Errors.** RFC 9457, \`application/problem+json\`: \`code\` is stable, \`detail\` names the value and the way out in the
language of \`Accept-Language\` (zh-CN, zh-TW, en), \`errors\` points to each field, \`rule\` names the rule that refuses.

**Correlation.** \`X-Correlation-Id\` of an answer names the exchange in logs and events; it is that of the request, else
its \`X-Request-Id\`, else the trace id of its \`traceparent\`, else a new one.

**Limits.** Bodies of JSON up to ${sizeText(httpBounds.bodyBytes)}; requests without a valid key up to
${unauthenticatedPerMinute} a minute and address. A key has a limit only where one was set for it: every answer to
it then carries \`RateLimit-Policy: "minute";q=600;w=60\` and \`RateLimit: "minute";r=598;t=42\` (what is left, and the
seconds until all of it is there again; draft-ietf-httpapi-ratelimit-headers-10). Above a limit the answer is 429 with
\`Retry-After\`.`;
