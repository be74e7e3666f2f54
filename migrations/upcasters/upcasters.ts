/** Turns the data of one schema version of an event type into the next. Forward only, and never removed. */
export interface Upcaster {
  readonly type: string;
  /** The schema version it reads; it answers version + 1. */
  readonly from: number;
  up(data: unknown): unknown;
}

/** All upcasters of this product, by type and version. */
export const upcasters: readonly Upcaster[] = [];

/** The schema version that new events of a type are written with. */
export const schemaOf = (type: string, known: readonly Upcaster[] = upcasters): number =>
  known.reduce((latest, upcaster) => (upcaster.type === type ? Math.max(latest, upcaster.from + 1) : latest), 1);

/**
 * For the reading edge of a store: the event as the present version has it. One of a newer version stays as it is:
 * deciders and projections refuse it (`upcast`), and other readers continue.
 */
export const upcastWhereKnown = <E extends { readonly type: string; readonly schema: number; readonly data: unknown }>(
  event: E,
): E => (upcasters.length === 0 || event.schema > schemaOf(event.type) ? event : upcast(event));

/**
 * The event's data as the present version of its type has it. Throws for a schema written by a newer version of the
 * program.
 */
export const upcast = <E extends { readonly type: string; readonly schema: number; readonly data: unknown }>(
  event: E,
  known: readonly Upcaster[] = upcasters,
): E => {
  const latest = schemaOf(event.type, known);
  if (event.schema > latest)
    throw new Error(
      `${event.type} has schema ${event.schema}; this version knows ${latest}: run the version that wrote ` +
        'it, or a newer one',
    );
  let { data, schema } = event;
  for (; schema < latest; schema += 1) {
    const step = known.find((upcaster) => upcaster.type === event.type && upcaster.from === schema);
    if (step === undefined) throw new Error(`no way from schema ${schema} of ${event.type} to ${schema + 1}`);
    data = step.up(data);
  }
  return schema === event.schema ? event : { ...event, schema, data };
};
