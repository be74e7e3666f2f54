import { Refusal } from '../kernel/decider.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { Agreement, ContractEvent } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { isSame, made, needsAdmin, stated, toCorrect, retractedFact } from './named-fact.js';
import { signAgreement } from './rights.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C9: the agreement as it was really signed; it must be one that could have been recorded so. */
export const correctAgreement = (command: CommandOf<'correct-agreement'>, state: Contract): Decided => {
  const { agreementId, facts, role, today } = command;
  const recorded = toCorrect(
    state.agreements.find((item) => item.agreementId === agreementId),
    agreementId,
    state,
    'agreement-unknown',
  );
  if (recorded instanceof Refusal) return recorded;
  const named = stated<Agreement>(recorded, facts);
  // V1: another kind reaches no major version; that of the kind recorded by mistake goes with it.
  const dropsMajor = named.kind !== 'major-upgrade' && facts.toMajor === undefined;
  const agreement: Agreement = dropsMajor ? { ...named, toMajor: null } : named;
  if (isSame(agreement, recorded)) return [];
  const { signedOn, validFrom, validTo } = agreement;
  const refused = needsAdmin(role, [
    ['signedOn', recorded.signedOn, signedOn],
    ['validFrom', recorded.validFrom, validFrom],
    ['validTo', recorded.validTo, validTo],
  ]);
  if (refused !== null) return refused;

  const others = state.agreements.filter((item) => item.agreementId !== agreementId);
  // C6: what was signed before it was terminated may be corrected; signed later it must not become.
  const terminatedFrom = signedOn === recorded.signedOn ? null : state.terminatedFrom;
  const signed = signAgreement(
    { kind: 'sign-agreement', agreement, today },
    { ...state, agreements: others, terminatedFrom },
  );
  return signed instanceof Refusal ? signed : [{ type: 'AgreementCorrected', data: { ...made(command), agreement } }];
};

/** C9: an agreement that never was; upgrades taken on it are in the impact. */
export const retractAgreement = (command: CommandOf<'take-back-agreement'>, state: Contract): Decided => {
  const { agreementId } = command;
  const agreement = retractedFact(
    state.agreements.find((item) => item.agreementId === agreementId),
    agreementId,
    state,
    'agreement-unknown',
  );
  if (agreement instanceof Refusal || !('agreementId' in agreement)) return agreement;
  const { kind, validFrom } = agreement;
  return [{ type: 'AgreementTakenBack', data: { ...made(command), agreementId, kind, validFrom } }];
};
