import { addDays, type Day } from '../../../../domain/kernel/civil.js';
import type { Department } from './department.js';
import { type CastName, castNames } from './department-texts.js';

/** A customer of the quarter, as the ledger knows it. */
export interface Customer {
  readonly customerId: string;
  readonly contractId: string;
  readonly contractNo: string;
  /** Of whoever asks for service, and of the lead. */
  readonly contactId: string;
  readonly leadId: string;
}
export type Cast = Readonly<Record<CastName, Customer>>;

/** The last day of each free term, in days from today. */
const lastDays: Readonly<Record<CastName, number>> = {
  plant: -50,
  outlying: 190,
  trader: 150,
  returning: -40,
  expiring: 20,
  lost: -60,
};

const products = {
  seeyon: { series: 'EKP', name: '致远EKP', version: '4.11' },
  huaruan: { series: 'HRHIS', name: '華軟HRHIS', version: '9.00' },
} as const;

/** Records the customers with a contract each. */
export const recordCast = async (department: Department): Promise<Cast> => {
  const found: Partial<Record<CastName, Customer>> = {};
  for (const name of castNames) found[name] = await recordCustomer(department, name);
  return found as Cast;
};

const recordCustomer = async (department: Department, name: CastName): Promise<Customer> => {
  const { vendor, texts, today } = department;
  const { code, name: company, level, region, manager, contacts } = texts.cast[name];
  const customer = await department.post('sales', '/customers', {
    code,
    name: company,
    level,
    region,
    customerManager: manager,
    contacts,
  });
  const purchasedOn = addDays(today, lastDays[name] - 365);
  const contractNo = `${vendor === 'seeyon' ? 'XS' : 'HRXS'}-${purchasedOn.slice(0, 4)}-${code.slice(2)}`;
  const contract = await department.post('sales', '/contracts', {
    customerId: customer.id,
    contractNo,
    licenceNo: `${products[vendor].series}-${code.slice(2)}`,
    purchasedOn,
    product: { ...products[vendor], modules: [] },
  });
  const [contact, lead] = customer.contacts as [{ contactId: string }, { contactId: string }];
  return {
    customerId: customer.id,
    contractId: contract.id,
    contractNo,
    contactId: contact.contactId,
    leadId: lead.contactId,
  };
};

export const renew = (department: Department, { contractId }: Customer, signedOn: Day) =>
  department.post('sales', `/contracts/${contractId}/renewals`, { signedOn, period: 'P1Y' });
