import type { IntakeEvent } from '../../domain/intake/intake.events.js';
import type { EventOf } from '../../domain/request/request.events.js';
import { idOfStream, type Recorded, type Role } from '../../domain/kernel/envelope.js';
import { idOfPerson } from '../../domain/kernel/person.js';
import type { Veiled } from '../../domain/kernel/personal.js';
import type { Channel } from '../../domain/kernel/vocabulary.js';
import { allOf, type Projection } from '../projection.js';
import type { IntakeRow } from './intakes.row.js';

type Registered = EventOf<'RequestRegistered'>;
type Handled = Exclude<IntakeEvent, { type: 'TextErased' }> | Registered;

/** Everything that arrived, by when; and whether a request names it (R2, R18). */
export const intakes: Projection<IntakeRow, Handled> = {
  name: 'intakes',
  version: 1,
  handles: allOf<Handled>()({
    IntakeReceived: true,
    IntakeAnswered: true,
    IntakeClosed: true,
    RequestRegistered: true,
  }),
  indexes: [['receivedAt'], ['open', 'receivedAt'], ['fromId']],
  rows: (event) =>
    isRegistration(event) && event.data.intakeId !== null
      ? [event.data.intakeId]
      : [idOfStream((event as Recorded).stream)],
  apply(event, row, id) {
    if (event.type === 'IntakeReceived') return { row: received(event) };
    if (isRegistration(event) && event.data.intakeId === null) return { row: ownIntake(event, id) };
    if (row === undefined)
      throw new Error(`${event.type} at position ${event.position} names the unknown intake ${id}`);
    return { row: changed(row, event) };
  },
};

const isRegistration = (event: Recorded<Handled>): event is Recorded<Registered> => event.type === 'RequestRegistered';

const received = ({ vendor, position, revision, data }: Recorded<Extract<Handled, { type: 'IntakeReceived' }>>) => ({
  vendor,
  position,
  intakeId: data.intakeId,
  channel: data.channel,
  receivedAt: data.receivedAt,
  from: data.from,
  fromId: idOfPerson(data.from),
  text: data.text as Veiled | null,
  answer: null,
  closed: null,
  requests: [],
  open: true,
  revision,
});

const changed = (row: IntakeRow, event: Recorded<Exclude<Handled, { type: 'IntakeReceived' }>>): IntakeRow => {
  const { position, revision } = event;
  switch (event.type) {
    case 'IntakeAnswered': {
      const { at, by, callback } = event.data;
      return { ...row, answer: { position, at, by, callback }, revision };
    }
    case 'IntakeClosed':
      return { ...row, closed: { position, at: event.data.at, as: event.data.as }, open: false, revision };
    case 'RequestRegistered':
      return { ...row, requests: [...row.requests, { position, requestId: idOfStream(event.stream) }], open: false };
  }
};

const calls: readonly Channel[] = ['hotline', 'phone'];
const persons: readonly Role[] = ['support', 'engineer', 'sales', 'admin'];

/** R18: a request without an intake is its own, answered where a person registered it from a call. */
const ownIntake = ({ vendor, position, revision, data, meta }: Recorded<Registered>, requestId: string): IntakeRow => ({
  vendor,
  position,
  intakeId: requestId,
  channel: data.channel,
  receivedAt: data.requestedAt,
  from: null,
  fromId: null,
  text: null,
  answer:
    calls.includes(data.channel) && persons.includes(meta.role)
      ? { position, at: data.requestedAt, by: null, callback: false }
      : null,
  closed: null,
  requests: [{ position, requestId }],
  open: false,
  revision,
});
