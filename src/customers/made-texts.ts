import type { MadeObject } from '../../domain/customer/customer.events.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { idOfStream, type Recorded, streamName } from '../../domain/kernel/envelope.js';
import { textSubject } from '../../domain/kernel/personal.js';
import type { Row } from '../../projections/projection.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import type { View } from '../platform/views/view-store.js';
import { allInTurn, type ErasedAlong } from './erased-along.js';

/** Rows that are read at a time. */
const together = 200;

/** Objects of one kind that persons ask for, such as requests. */
export interface MadeObjects<R extends Row> {
  readonly kind: MadeObject['kind'];
  readonly rows: View<R>;
  /** The indexed field of a row that has the id of who asked for it. */
  readonly field: string;
  /** Resolves when the rows have all that is recorded. @throws ViewsBehind */
  readonly upToDate: () => Promise<void>;
  /** The person that the event names as who asked for it; null where that is no person of the ledger. */
  readonly madeBy: (event: Recorded) => string | null;
  /** The type of that event. */
  readonly type: string;
  /** Records that the texts of one are no more: once. */
  readonly record: (
    vendor: string,
    id: string,
    texts: { readonly subject: string; readonly because: string },
    request: CommandRequest,
  ) => Promise<unknown>;
}

/** A7: the texts of what a person asked for. Each erasure is recorded with its object before the key is destroyed. */
export const madeTexts = <R extends Row>(
  { kind, rows, field, upToDate, madeBy, type, record }: MadeObjects<R>,
  keys: Pick<KeyStore, 'beginErasure' | 'erase'>,
  events: Pick<Ordinals, 'find'>,
): ErasedAlong => {
  /** From each event that makes one, in the ledger's order. Texts that are erased already are among them. */
  const fromLedger = async (vendor: string, personId: string): Promise<readonly MadeObject[]> => {
    const found: MadeObject[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = await events.find({ vendor, type }, after, together);
      for (const event of page.events)
        if (madeBy(event) === personId) found.push({ kind, id: idOfStream(event.stream) });
      after = page.next;
    }
    return found;
  };
  return {
    erase: ({ vendor, personId, reason, objects }) =>
      allInTurn(
        objects
          .filter((object) => object.kind === kind)
          .map(({ id }) => async () => {
            const subject = textSubject(id);
            await keys.beginErasure({ vendor, subject, stream: streamName(vendor, kind, id) });
            const recorded = await record(vendor, id, { subject, because: reason }, requestOf(kind, id, personId));
            if (recorded instanceof Refusal) throw new Error(`the texts of ${id} cannot be erased: ${recorded.code}`);
            await keys.erase(vendor, subject);
          }),
      ),

    async made(vendor, personId) {
      try {
        await upToDate();
      } catch (error) {
        // An erasure waits for no view that is built or has stopped.
        if (error instanceof ViewsBehind) return fromLedger(vendor, personId);
        throw error;
      }
      const found: MadeObject[] = [];
      let cursor: string | undefined;
      do {
        const page = await rows.query({
          vendor,
          where: [{ field, is: personId }],
          limit: together,
          ...(cursor !== undefined && { cursor }),
        });
        found.push(...page.items.map(({ id }) => ({ kind, id })));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
  };
};

/** As the erasure of the person causes it. */
const requestOf = (kind: string, id: string, personId: string): CommandRequest => ({
  actor: { id: 'erasures', role: 'system' },
  channel: 'erasure',
  correlationId: personId,
  scope: `erasure ${kind} ${id}`,
  body: null,
});
