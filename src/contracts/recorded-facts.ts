import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { type Schema, text } from '../platform/http/server/schemas.js';
import { derivedId } from '../platform/ledger/identity.js';
import { impact, write } from './contract-schemas.js';
import { ReasonDto } from './reason.dto.js';

/** C9: a correction of the contract has an id of its own, derived from its key, by which its impact is read. */
export const correctionIdOf = (contractId: string, key: string): string => derivedId('cor', contractId, key);

/** C9, C11: the same of one fact, by what the command does to it: one key given to two routes makes two commands. */
export const factCorrectionIdOf = (
  contractId: string,
  key: string,
  act: 'correct' | 'take-back',
  factId: string,
): string => derivedId('cor', contractId, act, factId, key);

/** C9: a correction names a fact besides its reason. */
export const namesNothing = (facts: object): boolean => Object.values(facts).every((value) => value === undefined);

/** Documentation of a route that corrects a fact of a contract. */
export const correctionDocs = (
  type: abstract new () => object,
  examples: Readonly<Record<string, object>>,
  refuses: readonly ProblemCode[],
  more: Readonly<Record<string, Schema>>,
): RouteDocs =>
  write(type, examples, [...refuses, 'taken-back', 'needs-admin'], { correctionId: text, ...more, ...impact }, 200);

/** Documentation of a route that takes a fact of a contract back. */
export const takingBackDocs = (
  reason: string,
  refuses: readonly ProblemCode[],
  id: 'paymentId' | 'agreementId' | 'upgradeId' | 'transferId',
): RouteDocs => write(ReasonDto, { reason: { reason } }, refuses, { correctionId: text, [id]: text, ...impact }, 200);
