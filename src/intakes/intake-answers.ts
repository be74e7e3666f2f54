import { closingReasons } from '../../domain/intake/intake.events.js';
import type { Intake } from '../../domain/intake/intake.js';
import type { Person } from '../../domain/kernel/person.js';
import type { Personal } from '../../domain/kernel/personal.js';
import { channels } from '../../domain/kernel/vocabulary.js';
import type { IntakeRow } from '../../projections/intakes/intakes.row.js';
import {
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';
import { shownPerson, shownText } from '../platform/http/validation/sealed-text.js';

const facts = {
  id: text,
  channel: oneOf(channels),
  receivedAt: instant,
  from: orNull(text),
  text: orNull(text),
  answer: orNull(object({ at: instant, by: orNull(text), callback: yesNo })),
  closed: orNull(object({ at: instant, as: oneOf(closingReasons) })),
  revision: whole,
};

/** What the commands answer: the intake after them. */
export const intakeSchema = named('Intake', object(facts));
/** The same in lists, with the requests that name it. */
export const listedIntakes = page(named('ListedIntake', object({ ...facts, requests: list(text), open: yesNo })));

export const intakeAnswer = (state: Shown & Pick<Intake, 'intakeId'>, revision: number): object => ({
  id: state.intakeId,
  ...shown(state),
  revision,
});

/** A row whose persons and texts were opened, or left out (`hidden`). */
export const listedIntake = (row: OpenedRow, hidden: boolean): ListedIntake => ({
  id: row.intakeId,
  ...shown(hidden ? withoutPersons(row) : row),
  revision: row.revision,
  requests: row.requests.map(({ requestId }) => requestId),
  open: row.open,
});

/** A row as the sealer opens it. */
export type OpenedRow = Omit<IntakeRow, 'text'> & { readonly text: Personal<string> | null };

export interface ListedIntake extends ReturnType<typeof shown> {
  readonly id: string;
  readonly revision: number;
  readonly requests: readonly string[];
  readonly open: boolean;
}

type Shown = Pick<Intake, 'channel' | 'receivedAt' | 'from' | 'text' | 'closed'> & {
  readonly answer: { readonly at: string; readonly by: Person | null; readonly callback: boolean } | null;
};

/** A2: what may be read of it by those who read no persons. */
const withoutPersons = (row: OpenedRow): Shown => ({
  ...row,
  from: null,
  text: null,
  answer: row.answer === null ? null : { ...row.answer, by: null },
});

const shown = ({ channel, receivedAt, from, text, answer, closed }: Shown) => ({
  channel,
  receivedAt,
  from: shownPerson(from),
  text: shownText(text),
  answer: answer === null ? null : { at: answer.at, by: shownPerson(answer.by), callback: answer.callback },
  closed: closed === null ? null : { at: closed.at, as: closed.as },
});
