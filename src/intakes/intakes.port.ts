import type { UseCase } from '../platform/commands/use-case.js';
import { answerIntake } from './answer-intake.command.js';
import { closeIntake } from './close-intake.command.js';
import { eraseIntakeText } from './erase-intake-text.command.js';
import { receiveIntake } from './receive-intake.command.js';

/** Every write of intakes: routes issue its command from here. */
export const intakeUseCases: readonly UseCase[] = [receiveIntake, answerIntake, closeIntake, eraseIntakeText];

/** Everything that arrived, by when. */
export { INTAKE_ROWS } from './intakes.tokens.js';
export { intakesMade } from './sender-texts.js';
export { arrivalOf } from './arrival-of.js';
