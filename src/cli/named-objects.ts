/** How people name a contract on the command line: its id, or its number, as in an address (`no:…`) or bare. */
export const contractNamed = (text: string): { contractId: string } | { contractNo: string } =>
  text.startsWith('con_') ? { contractId: text } : { contractNo: text.replace(/^no:/, '') };

/** A customer: its id, or its code, as in an address (`code:…`) or bare. */
export const customerNamed = (text: string): { customerId: string } | { customerCode: string } =>
  text.startsWith('cus_') ? { customerId: text } : { customerCode: text.replace(/^code:/, '') };

/** The path of one of the two. */
export const pathOf = (customer: string | undefined, contract: string | undefined): string =>
  customer === undefined
    ? `/contracts/${encodeURIComponent(/^(?:con_|no:)/.test(contract!) ? contract! : `no:${contract}`)}`
    : `/customers/${encodeURIComponent(/^(?:cus_|code:)/.test(customer) ? customer : `code:${customer}`)}`;
