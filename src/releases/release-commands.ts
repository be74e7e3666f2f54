import { codeKey } from '../../domain/kernel/spelling.js';
import { Inject } from '@nestjs/common';
import { Refusal } from '../../domain/kernel/decider.js';
import { isVersion, readVersion, versionKey } from '../../domain/kernel/version.js';
import { type Release, release, type ReleaseCommand } from '../../domain/release/release.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';
import { Invalid, Refused } from '../platform/http/problems/problem.js';
import { instantIn } from '../platform/http/validation/instants.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { PolicyBooks } from '../policies/policies.port.js';
import type { ReleaseDto, RescheduleDto } from './releases.dto.js';

interface Version {
  readonly series: string;
  readonly version: string;
  readonly publishedAt: string;
}
export type ReleaseOutcome = Outcome<Release, ReleaseEvent> & Version & { readonly id: string };

/** The body of one of the two routes, and the command made of it. */
export interface ReleaseRequest {
  readonly body: ReleaseDto | RescheduleDto;
  readonly command: (version: Version) => ReleaseCommand;
}
export const published = (body: ReleaseDto): ReleaseRequest => ({
  body,
  command: (version) => ({ kind: 'publish', ...version, notes: body.notes ?? null }),
});
export const rescheduled = (body: RescheduleDto): ReleaseRequest => ({
  body,
  command: (version) => ({ kind: 'reschedule', ...version, reason: body.reason }),
});

export const releaseAnswer = ({ id, series, version, publishedAt, revision }: ReleaseOutcome) => ({
  id,
  series,
  version,
  publishedAt,
  revision,
});

/** Executes the commands of releases (V2). A version of a series is one stream. */
export class ReleaseCommands {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** @throws Invalid, Refused */
  async execute(
    vendor: string,
    { body, command }: ReleaseRequest,
    request: (id: string) => CommandRequest,
  ): Promise<ReleaseOutcome> {
    await this.books.refresh();
    const names = this.books.seriesNames(vendor);
    const series = names.get(codeKey(body.series));
    if (series === undefined)
      throw new Invalid([
        {
          pointer: '/series',
          code: 'not-one-of',
          facts: { value: body.series, allowed: [...new Set(names.values())].join(', ') },
        },
      ]);
    const version = readVersion(body.version);
    if (!isVersion(version))
      throw new Invalid([{ pointer: '/version', code: 'not-a-version', facts: { value: body.version } }]);
    const publishedAt = instantIn(this.books.zone(vendor), '/publishedAt', body.publishedAt);
    const id = `${series}-${versionKey(version)}`;
    const outcome = await this.ledger.handle({
      vendor,
      category: 'release',
      id,
      decider: release,
      request: request(id),
      command: command({ series, version: version.text, publishedAt }),
      effectiveAt: () => publishedAt,
    });
    if (outcome instanceof Refusal) throw new Refused(outcome);
    return {
      ...outcome,
      id,
      series,
      version: version.text,
      publishedAt: outcome.state.status === 'published' ? outcome.state.publishedAt : publishedAt,
    };
  }
}
