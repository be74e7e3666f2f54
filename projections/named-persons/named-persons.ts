import type { IntakeEvent } from '../../domain/intake/intake.events.js';
import { type DomainEvent, idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { Person } from '../../domain/kernel/person.js';
import type { Personal, Sealed } from '../../domain/kernel/personal.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import type { Projection } from '../projection.js';
import type { NamedPart, NamedPerson, NamedPersonsRow } from './named-persons.row.js';

/** Events with a field that may name a person in text: a further one does not compile until it has its part below. */
type Naming<E extends DomainEvent> = E extends { data: infer Data }
  ? [Extract<Data[keyof Data], { readonly name: Personal<string> }>] extends [never]
    ? never
    : E
  : never;
type NamingEvent = Naming<RequestEvent | IntakeEvent>;
type Handled = NamingEvent | Extract<RequestEvent, { type: 'TextErased' }>;

const parts: Readonly<Record<NamingEvent['type'], NamedPart>> = {
  RequestRegistered: 'request',
  RequestAcknowledged: 'request',
  RequestAssigned: 'request',
  InteractionRecorded: 'interaction',
  BackupConfirmed: 'backup',
  BackupWaived: 'waiver',
  WorkStarted: 'work',
  MemoConfirmed: 'memo',
  VisitAccepted: 'visit',
  VisitRefused: 'visit',
  VisitScheduled: 'visit',
  VisitArrived: 'visit',
  VisitEntryRefused: 'visit',
  VisitFinished: 'visit',
  VisitCancelled: 'visit',
  RequestResolved: 'resolution',
  RequestClosed: 'closing',
  FollowUpReplied: 'follow-up',
  IntakeReceived: 'intake',
  IntakeAnswered: 'answer',
};

/** Requests and intakes that name somebody in text (A5), with the names as they are sealed. */
export const namedPersons: Projection<NamedPersonsRow, Handled> = {
  name: 'named-persons',
  version: 1,
  handles: [...(Object.keys(parts) as NamingEvent['type'][]), 'TextErased'],
  indexes: [],
  rows: (event) => (event.type === 'TextErased' || named(event).length > 0 ? [idOfStream(event.stream)] : []),
  apply(event, row, id) {
    // A7: nothing can be opened any more.
    if (event.type === 'TextErased') return { row: undefined };
    const { vendor } = event;
    const object = event.type.startsWith('Intake') ? 'intake' : 'request';
    return { row: { vendor, object, objectId: id, persons: [...(row?.persons ?? []), ...named(event)] } };
  },
};

const named = ({ type, data, position, meta }: Recorded<NamingEvent>): readonly NamedPerson[] =>
  Object.entries(data as Readonly<Record<string, unknown>>).flatMap(([as, value]) => {
    const name = sealedName(value);
    return name === null
      ? []
      : [{ part: parts[type], partId: partIdOf(data), as, at: meta.effectiveAt, position, name }];
  });

/** Null of whatever names nobody in text that can still be read. */
const sealedName = (value: unknown): Sealed | null => {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null;
  const { name } = value as Extract<Person, { name: unknown }>;
  return 'sealed' in name ? (name as unknown as Sealed) : null;
};

const partIdOf = (data: NamingEvent['data']): string | null =>
  'visitId' in data ? data.visitId : 'memoId' in data ? data.memoId : null;
