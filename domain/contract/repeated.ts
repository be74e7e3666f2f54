import type { Money } from '../kernel/money.js';
import type { ContractCommand } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import { isNothing } from './renewals.js';

/**
 * C11: whether a recorded event is what the command would record once more. What is agreed is compared, as it is
 * recorded; not the reason, and not the id that each command has of its own.
 */
export const isRepeatOf = (command: ContractCommand, { type, data }: ContractEvent): boolean => {
  if (command.kind === 'renew' && type === 'ContractRenewed') {
    const { term } = data;
    return (
      term.signedOn === command.signedOn &&
      term.period === command.period &&
      (command.lastDay === null || term.lastDay === command.lastDay) &&
      (command.startOn === null || term.firstDay === command.startOn) &&
      term.payment === (isNothing(command.fee) ? 'paid' : command.payment) &&
      term.documentNo === command.documentNo &&
      isSameMoney(term.fee, command.fee)
    );
  }
  if (command.kind === 'pay' && type === 'PaymentReceived')
    return (
      data.termId === command.termId &&
      data.paidOn === command.paidOn &&
      data.invoiceNo === command.invoiceNo &&
      isSameMoney(data.amount, command.amount)
    );
  if (command.kind === 'sign-agreement' && type === 'AgreementSigned') {
    const { agreement } = command;
    return (
      data.kind === agreement.kind &&
      data.signedOn === agreement.signedOn &&
      data.validFrom === agreement.validFrom &&
      data.validTo === agreement.validTo &&
      data.toMajor === agreement.toMajor &&
      data.scope === agreement.scope &&
      isSameMoney(data.fee, agreement.fee)
    );
  }
  return false;
};

const isSameMoney = (a: Money | null, b: Money | null): boolean =>
  a?.amount === b?.amount && a?.currency === b?.currency;
