import { contractList } from '../../projections/contract-list/contract-list.js';
import { customerList } from '../../projections/customer-list/customer-list.js';

/** Where the lists of customers and contracts are read from. */
export const CUSTOMER_ROWS = Symbol(customerList.name);
export const CONTRACT_ROWS = Symbol(contractList.name);
