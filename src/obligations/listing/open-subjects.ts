import { Inject } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import { Pace } from '../../platform/pace.js';
import type { ViewReaders } from '../../platform/projector/view-readers.js';
import { CLOCK, VIEW_READERS } from '../../platform/tokens.js';
import { OBLIGATION_SOURCES } from '../obligations.tokens.js';
import { sourceNames } from '../sources/source-names.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';

/** How long what was derived is used again where nothing was recorded, in ms: the pages of one list. */
const reusedMs = 10_000;

interface Derived {
  readonly vendor: string;
  readonly position: number;
  readonly at: number;
  readonly groups: Promise<readonly OwedGroup[]>;
}

/**
 * What is owed of requests, surveys and intakes that are open. Their days are computed from their streams, so that no
 * view orders them: a list reads all that are open, a backlog and no history.
 */
export class OpenSubjects {
  #last: Derived | undefined;

  constructor(
    @Inject(OBLIGATION_SOURCES) private readonly sources: readonly OwedSource[],
    @Inject(VIEW_READERS) private readonly views: Pick<ViewReaders, 'position'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** As this process has them now. */
  groups(vendor: string): Promise<readonly OwedGroup[]> {
    const position = this.views.position();
    const at = this.clock.ms();
    const last = this.#last;
    if (last?.vendor === vendor && last.position === position && Math.abs(at - last.at) < reusedMs) return last.groups;
    const groups = this.derive(vendor, at);
    this.#last = { vendor, position, at, groups };
    // What failed is derived again.
    groups.catch(() => {
      if (this.#last?.groups === groups) this.#last = undefined;
    });
    return groups;
  }

  private async derive(vendor: string, now: number): Promise<readonly OwedGroup[]> {
    const groups: OwedGroup[] = [];
    const pace = new Pace();
    for (const source of this.sources) {
      if (source.name === sourceNames.contract) continue;
      for await (const page of source.dueBetween(vendor, now, Infinity)) {
        groups.push(...page);
        await pace.step();
      }
    }
    return groups;
  }
}
