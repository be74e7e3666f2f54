import { figuresOf } from '../../../domain/policy/figures.js';
import type { Policy } from '../../../domain/policy/policy.js';
import {
  addressed,
  type Addressing,
  type ComposedMail,
  type MailVendor,
  type OwnTexts,
} from '../../mails/mails.port.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { Addressee } from './source.js';

/** Where mails are from, besides what a policy names (M1). */
export interface Sending {
  readonly publicUrl: string;
  readonly mailFrom: string;
  /** M2: what vendors wrote in the place of the product's texts. */
  readonly ownTexts: ReadonlyMap<string, OwnTexts>;
}

/** A vendor as its mails name it (M2). */
export const mailVendor = ({ ownTexts }: Sending, vendor: string, policy: Policy): MailVendor => {
  const { company, timeZone, contact } = policy;
  const own = ownTexts.get(vendor);
  return {
    name: company,
    timeZone,
    hotline: contact.hotline,
    website: contact.website,
    ...(own !== undefined && { own }),
  };
};

/** A mail by the figures of the policy in force (M1, M3, M7). */
export const letter = (
  { publicUrl, mailFrom }: Sending,
  policy: Policy,
  of: Pick<Addressing, 'obligationId' | 'requestId' | 'quotes' | 'unsubscribe'>,
  recipient: Addressee,
  composed: ComposedMail,
): Mail => {
  const { mail } = figuresOf(policy);
  return addressed({
    ...of,
    recipient,
    composed,
    from: senderOf(mail.from ?? mailFrom, policy.company),
    replyTo: mail.replyTo,
    publicUrl,
    retentionDays: mail.keepDays,
  });
};

/** M1: an address without a name appears under that of the vendor: recipients know the company, not the product. */
const senderOf = (from: string, company: string): string =>
  from.includes('<') ? from : `"${company.replace(/["\\]/g, '\\$&')}" <${from}>`;
