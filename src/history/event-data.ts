import { createRequire } from 'node:module';

/** Written by `npm run docs:events` from the types of events in `domain/`; a test holds it against them. */
interface EventData {
  /** Of each type of event, the JSON Schema of its data. */
  readonly data: Readonly<Record<string, object>>;
  /** What several of them have in common, by name. */
  readonly shared: Readonly<Record<string, object>>;
}

export const { data: dataOfEvents, shared: sharedByEvents } = createRequire(import.meta.url)(
  './event-data.json',
) as EventData;
