import { type Act, type ActData, refuseAct } from '../kernel/act.js';
import type { Instant } from '../kernel/civil.js';
import { type Decider, Refusal } from '../kernel/decider.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel } from '../kernel/vocabulary.js';
import type { ClosingReason, IntakeEvent } from './intake.events.js';

export interface Intake {
  readonly status: 'received';
  readonly intakeId: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly from: Person | null;
  readonly text: Personal<string> | null;
  readonly answer: { readonly at: Instant; readonly by: Person; readonly callback: boolean } | null;
  readonly closed: { readonly at: Instant; readonly as: ClosingReason } | null;
  readonly textErased: boolean;
}
export type IntakeState = { readonly status: 'none' } | Intake;

export type IntakeCommand =
  | {
      readonly kind: 'receive';
      readonly intakeId: string;
      readonly channel: Channel;
      readonly receivedAt: Instant;
      readonly from: Person | null;
      readonly text: Personal<string> | null;
      /** When it was logged. */
      readonly at: Instant;
      readonly now: Instant;
    }
  | ({ readonly kind: 'answer'; readonly by: Person; readonly callback: boolean } & Act)
  | ({ readonly kind: 'close'; readonly as: ClosingReason } & Act)
  | { readonly kind: 'erase-text'; readonly subject: string; readonly because: string; readonly at: Instant };

export const intakeRefusals = {
  'intake-unknown': 'R2',
  'intake-answered': 'R18',
  'intake-closed': 'R18',
  'at-in-future': 'A4',
  'at-too-early': 'A4',
  'needs-admin': 'A4',
} as const;
export type IntakeRefusal = keyof typeof intakeRefusals;

type Decided = readonly IntakeEvent[] | Refusal<IntakeRefusal>;

/** A call, mail, message or form (R2, R18): answered at most once, closed at most once. */
export const intake: Decider<IntakeState, IntakeCommand, IntakeEvent, IntakeRefusal> = {
  initial: { status: 'none' },
  decide(command, state) {
    if (command.kind === 'receive') return state.status === 'none' ? received(command) : [];
    if (state.status === 'none') return new Refusal('intake-unknown', 'R2');
    switch (command.kind) {
      case 'answer':
        return answered(command, state);
      case 'close':
        return closed(command, state);
      case 'erase-text': {
        const { subject, because } = command;
        return state.textErased ? [] : [{ type: 'TextErased', data: { subject, because } }];
      }
    }
  },
  evolve(state, event) {
    if (event.type === 'IntakeReceived')
      return { status: 'received', ...event.data, answer: null, closed: null, textErased: false };
    if (state.status === 'none') throw new Error(`${event.type} of an intake that was never received`);
    switch (event.type) {
      case 'IntakeAnswered': {
        const { at, by, callback } = event.data;
        return { ...state, answer: { at, by, callback } };
      }
      case 'IntakeClosed':
        return { ...state, closed: { at: event.data.at, as: event.data.as } };
      case 'TextErased':
        return { ...state, textErased: true };
    }
  },
};

/** R2: how long ago it arrived does not matter: everything that arrives is logged. */
const received = (command: Extract<IntakeCommand, { kind: 'receive' }>): Decided => {
  const { intakeId, channel, receivedAt, from, text, at, now } = command;
  const latest = receivedAt > at ? receivedAt : at;
  if (latest > now) return new Refusal('at-in-future', 'A4', { at: latest, now });
  if (at < receivedAt) return new Refusal('at-too-early', 'A4', { at, since: receivedAt });
  return [{ type: 'IntakeReceived', data: { intakeId, channel, receivedAt, from, text } }];
};

/** R18: one answer. Also of a call that was hung up, where somebody called back. */
const answered = (command: Extract<IntakeCommand, { kind: 'answer' }>, state: Intake): Decided => {
  const { by, callback } = command;
  if (state.answer !== null) return new Refusal('intake-answered', 'R18', { answeredAt: state.answer.at });
  return (
    refuseAct(command, state.receivedAt) ?? [{ type: 'IntakeAnswered', data: { ...actData(command), by, callback } }]
  );
};

const closed = (command: Extract<IntakeCommand, { kind: 'close' }>, state: Intake): Decided => {
  const { as } = command;
  if (state.closed?.as === as) return [];
  if (state.closed !== null) return new Refusal('intake-closed', 'R18', { as: state.closed.as });
  return (
    refuseAct(command, state.answer?.at ?? state.receivedAt) ?? [
      { type: 'IntakeClosed', data: { ...actData(command), as } },
    ]
  );
};

const actData = ({ at, reason }: Act): ActData => (reason === null ? { at } : { at, reason });
