/** One address of a mailbox: nothing that ends an address or a line. */
const form = /^[^\s\p{Cc}@<>()[\]\\,;:"]+@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u;

/** Whether mail can be addressed to it at all; whether the mailbox exists is known to its server alone. */
export const isAddress = (text: string): boolean => text.length <= 254 && form.test(text);

/** What MAIL_FROM looks like. */
export const senderForm = 'an address such as service@example.com, or a name with one: Example <service@example.com>';

const named = /^(?:([^\p{Cc}<>@,;:"\\]+) )?<([^<>]+)>$/u;

/** The text, where it is one address, with or without a name. */
export const readSender = (text: string): string | undefined => {
  const address = named.exec(text)?.[2] ?? text;
  return text.length <= 320 && isAddress(address) ? text : undefined;
};
