import { Inject, type OnModuleDestroy } from '@nestjs/common';
import { personSpelling } from '../../domain/kernel/person.js';
import { namedPersons } from '../../projections/named-persons/named-persons.js';
import type { NamedPersonsRow } from '../../projections/named-persons/named-persons.row.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import { limitOf, positionAfter } from '../platform/http/conventions/lists.js';
import { Problem } from '../platform/http/problems/problem.js';
import { Sealer } from '../platform/keys/sealer.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { VIEW_READERS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { REQUEST_ROWS } from '../requests/requests.port.js';
import { FollowedRows } from '../search/search.port.js';
import { personsBounds } from './bounds.js';
import { NameIndex, type OpenedPerson } from './name-index.js';
import type { PersonsQuery } from './persons.dto.js';
import { NAMED_ROWS } from './persons.tokens.js';

/** How soon names in memory follow what was erased, in ms (A2: within 5 s). */
const followMs = 1_000;

interface Cached {
  readonly index: NameIndex;
  readonly rows: FollowedRows<NamedPersonsRow>;
}

/** Objects that name somebody in text (A5), as far as it can still be read. */
export class NamedObjects implements OnModuleDestroy {
  /** In the order of their last use. */
  readonly #byVendor = new Map<string, Cached>();
  readonly #stopListening: () => void;
  /** Names that are cached at most. */
  protected readonly most: number = personsBounds.names;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(NAMED_ROWS) private readonly rows: View<NamedPersonsRow>,
    @Inject(REQUEST_ROWS) private readonly requests: View<RequestRow>,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(VIEW_READERS) views: Pick<ViewReaders, 'onChange'>,
  ) {
    this.#stopListening = views.onChange((view, ids) => {
      if (view === namedPersons.name) this.#changed(ids);
    });
  }

  onModuleDestroy(): void {
    this.#stopListening();
    clearTimeout(this.#timer);
  }

  /** Those that name exactly this person, in the order in which they first do. @throws Problem */
  async list(vendor: string, query: PersonsQuery) {
    const name = personSpelling(query.name);
    const limit = limitOf(query);
    const after = positionAfter(query.cursor);
    const { index, rows } = this.#of(vendor);
    await rows.current();
    const found = index.objectsNaming(name, after);
    const page = found.slice(0, limit);
    const ids = page.map(({ objectId }) => objectId);
    const [known, requests] = await Promise.all([this.rows.getMany(ids), this.requests.getMany(ids)]);
    const shown = ids.flatMap((id) => known.get(id) ?? []).filter((row) => row.vendor === vendor);
    // A2: opened again for each answer, so that what was erased meanwhile is in none.
    const persons = await index.opened(shown.map((row) => row.persons));
    const items = shown
      .map(({ object, objectId }, at) => ({
        object,
        id: objectId,
        no: requests.get(objectId)?.no ?? null,
        customerId: requests.get(objectId)?.customerId ?? null,
        mentions: persons[at]!.filter((person) => isNamed(person, name)).map(
          ({ part, partId, as, at: happenedAt, position }) => ({ part, partId, as, at: happenedAt, position }),
        ),
      }))
      .filter(({ mentions }) => mentions.length > 0);
    return { items, nextCursor: found.length > limit ? String(page.at(-1)!.position) : null };
  }

  #of(vendor: string): Cached {
    const cached = this.#byVendor.get(vendor) ?? this.#made(vendor);
    this.#byVendor.delete(vendor);
    this.#byVendor.set(vendor, cached);
    return cached;
  }

  #made(vendor: string): Cached {
    const index = new NameIndex(vendor, this.sealer, () => this.#check(vendor));
    return { index, rows: new FollowedRows(vendor, this.rows, index) };
  }

  /** A2: what is cached follows what is recorded although nobody asks, or is forgotten. */
  #changed(ids: readonly string[] | 'all'): void {
    for (const { rows } of this.#byVendor.values()) rows.changed(ids);
    if (this.#byVendor.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const { rows } of this.#byVendor.values())
        if (rows.isLeftBehind) rows.forget();
        else if (rows.isFilled) void rows.current().catch(() => rows.forget());
    }, followMs).unref();
  }

  /** @throws Problem where this vendor alone has more than the process may keep */
  #check(vendor: string): void {
    const total = (): number => [...this.#byVendor.values()].reduce((sum, { index }) => sum + index.entries, 0);
    for (const other of [...this.#byVendor.keys()]) {
      if (total() <= this.most) return;
      if (other !== vendor) this.#byVendor.delete(other);
    }
    if (total() > this.most) throw new Problem('names-too-many', { max: this.most });
  }
}

const isNamed = ({ name }: OpenedPerson, searched: string): boolean =>
  'plain' in name && personSpelling(name.plain) === searched;
