import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Moment } from '../contract-life/contract-life.port.js';
import { EventSentences, type Writing } from '../explanations/explanations.port.js';
import { canonicalJson } from '../platform/events/canonical.js';
import { Problem } from '../platform/http/problems/problem.js';
import { findUpTo } from '../platform/ordinals/find-up-to.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import type { Pace } from '../platform/pace.js';
import { ORDINALS } from '../platform/tokens.js';
import { dossierBounds } from './bounds.js';
import type { DossierEvent } from './dossier.js';

/** What is being put together, and how far. */
export interface Making {
  readonly moment: Moment;
  readonly writing: Writing;
  readonly pace: Pace;
  events: number;
}

/** Events as a dossier proves them: as they are stored, and in words. */
export class DossierEvents {
  constructor(
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'find'>,
    @Inject(EventSentences) private readonly sentences: EventSentences,
  ) {}

  /** Those of streams that are known, in the order of the ledger. @throws Problem where they are too many */
  async of(streams: readonly string[], making: Making): Promise<readonly DossierEvent[]> {
    if (streams.length === 0) return [];
    const { moment, writing, pace } = making;
    const { vendor, position } = moment;
    const query = { vendor, streams, before: position + 1 };
    const events = await findUpTo(this.ordinals, query, 0, dossierBounds.events + 1);
    making.events += events.length;
    if (making.events > dossierBounds.events) throw tooLarge();
    const written = await this.sentences.summarize(vendor, events, writing);
    await pace.step();
    return events.map((event, index) => ({ ...written[index]!, ...placed(event) }));
  }
}

export const tooLarge = (): Problem =>
  new Problem('dossier-too-large', { limit: dossierBounds.contracts, events: dossierBounds.events });

const placed = (event: Recorded) => ({
  id: event.id,
  stream: event.stream,
  revision: event.revision,
  type: event.type,
  effectiveAt: event.meta.effectiveAt,
  channel: event.meta.channel,
  sha256: createHash('sha256').update(canonicalJson(event)).digest('hex'),
});
