import type { CommandOptions } from './call-api.js';
import { BadUsage } from './local-application.js';
import { messageIn } from './texts.js';

/** An id, else a number of the vendor's own. */
export const isId = (text: string): boolean => /^(?:cus|con)_/.test(text);

/** The address of the one customer or contract that the options name, by its id or own number. @throws BadUsage */
export const addressOfOne = ({ customer, contract, language }: CommandOptions): string => {
  if (customer !== undefined && contract === undefined) return `/customers/${addressed(customer, 'code')}`;
  if (contract !== undefined && customer === undefined) return `/contracts/${addressed(contract, 'no')}`;
  throw new BadUsage(messageIn(language, 'oneOf'));
};

const addressed = (named: string, scheme: 'code' | 'no'): string =>
  encodeURIComponent(isId(named) ? named : `${scheme}:${named}`);
