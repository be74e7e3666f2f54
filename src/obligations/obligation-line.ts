import type { Suppression } from '../../domain/obligation/kinds.js';
import {
  obligationNames,
  obligationStateNames,
  suppressionNames,
  type Writing,
} from '../explanations/explanations.port.js';
import type { ShownObligation } from './listing/obligation-answers.js';

/** An obligation in one line, its instant in the vendor's zone. */
export const obligationLine = (
  writing: Writing,
  { dueAt, kind, contractNo, requestId, intakeId, state, reason, outlook, error }: ShownObligation,
): string => {
  const why = reason ?? outlook;
  return [
    `${writing.instant(dueAt)} ${writing.text(obligationNames[kind])}`,
    contractNo ?? requestId ?? intakeId,
    writing.text(obligationStateNames[state]),
    why === null || why === 'superseded' ? null : writing.text(suppressionNames[why as Suppression]),
    error,
  ]
    .filter((part) => part !== null)
    .join(' · ');
};
