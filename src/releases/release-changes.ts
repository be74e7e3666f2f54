import { Inject } from '@nestjs/common';
import { type Instant, isParsed, parseInstant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { codeKey } from '../../domain/kernel/spelling.js';
import { isVersion, readVersion, versionKey } from '../../domain/kernel/version.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';
import { type Release, release, type ReleaseCommand } from '../../domain/release/release.js';
import type { Executed, KeyedRequest } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { instant, object, text, whole } from '../platform/http/server/schemas.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { PolicyBooks } from '../policies/policies.port.js';

export type ReleaseExecuted = Executed<Release, ReleaseEvent>;

/** A version of a series as the ledger records it, and from when it counts as released. */
interface Version {
  readonly series: string;
  readonly version: string;
  readonly publishedAt: Instant;
}

/** Records what commands decide on one version of a series: a stream of its own (V2). */
export class ReleaseChanges {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async record(
    vendor: string,
    body: Readonly<Record<keyof Version, string>>,
    request: KeyedRequest,
    command: (version: Version) => ReleaseCommand,
  ): Promise<ReleaseExecuted | Refusal> {
    await this.books.refresh();
    const names = this.books.seriesNames(vendor);
    const series = names.get(codeKey(body.series));
    if (series === undefined)
      return invalidField('/series', 'not-one-of', {
        value: body.series,
        allowed: [...new Set(names.values())].join(', '),
      });
    const version = readVersion(body.version);
    if (!isVersion(version)) return invalidField('/version', 'not-a-version', { value: body.version });
    const publishedAt = parseInstant(body.publishedAt, this.books.zone(vendor));
    if (!isParsed(publishedAt)) return invalidField('/publishedAt', 'not-an-instant', { value: body.publishedAt });
    const id = `${series}-${versionKey(version)}`;
    const outcome = await this.ledger.handle({
      vendor,
      category: 'release',
      id,
      decider: release,
      request: { ...request, scope: `${request.scope} ${id}` },
      command: command({ series, version: version.text, publishedAt }),
      effectiveAt: () => publishedAt,
    });
    if (outcome instanceof Refusal) return outcome;
    const { state, revision } = outcome;
    const from = state.status === 'published' ? state.publishedAt : publishedAt;
    return { ...outcome, id, answer: { id, series, version: version.text, publishedAt: from, revision } };
  }
}

/** What both commands answer. */
export const releaseSchema = object({ id: text, series: text, version: text, publishedAt: instant, revision: whole });
