import type { ContactRole } from '../../domain/customer/customer.events.js';

/**
 * What a value is, and so how it is written: text as given, a civil day, an instant in the vendor's zone, a whole
 * number, a promise, a channel or a contact's role in words, the address of a page. With `?`, a value that can be absent: whatever names
 * it is then left out.
 */
type ValueKind = 'text' | 'day' | 'instant' | 'number' | 'promise' | 'channel' | 'role' | 'link';
export type Placeholder = ValueKind | `${ValueKind}?`;

/** Of every mail; `recipientName` is absent where the recipient has none, such as a shared mailbox. */
const common = {
  recipientName: 'text?',
  vendorName: 'text',
  hotline: 'text',
  website: 'text',
} as const;

const term = { customerName: 'text', contractNo: 'text', productName: 'text', lastDay: 'day' } as const;
const reminder = { ...common, ...term, daysLeft: 'number', managerName: 'text?' } as const;
const lapse = { ...common, ...term, managerName: 'text?' } as const;
const request = { ...common, customerName: 'text', requestNo: 'text', title: 'text' } as const;
const promise = { ...request, promise: 'promise', priority: 'text?', dueAt: 'instant' } as const;
const memo = { ...request, plannedOn: 'day', solution: 'text' } as const;
const survey = { ...request, closedAt: 'instant', openThrough: 'day', survey: 'link', unsubscribe: 'link' } as const;

/** Each kind of mail with all that its texts can name. Those that end in `-staff` go to the vendor's own people. */
export const mailKinds = {
  'renewal-reminder': reminder,
  'renewal-reminder-staff': reminder,
  'lapse-notice': lapse,
  'lapse-notice-staff': lapse,
  // Either a contact with its role, or the customer manager.
  'address-failed-staff': {
    ...common,
    customerName: 'text',
    contactName: 'text?',
    contactRole: 'role?',
    managerName: 'text?',
    code: 'text',
  },
  'request-received': { ...request, receivedAt: 'instant', respondBy: 'instant?', arriveBy: 'instant?' },
  'request-waiting': { ...request, question: 'text', until: 'instant?' },
  'request-resolved': {
    ...request,
    resolution: 'text',
    resolvedAt: 'instant',
    closesAt: 'instant?',
    resolutionPage: 'link?',
  },
  'wait-reminder': { ...request, question: 'text', waitingSince: 'instant' },
  'wait-unanswered': { ...request, question: 'text', waitingSince: 'instant' },
  'promise-at-risk': promise,
  'promise-broken': promise,
  'memo-planned': memo,
  'memo-planned-staff': memo,
  'intake-open': { ...common, channel: 'channel', receivedAt: 'instant', from: 'text?', content: 'text?' },
  survey,
  'survey-reminder': survey,
  'follow-up-due': { ...request, score: 'number', comment: 'text?', dueAt: 'instant' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Placeholder>>>>;

export type MailKind = keyof typeof mailKinds;
export const mailKindNames = Object.keys(mailKinds) as readonly MailKind[];

interface Values {
  text: string;
  day: string;
  instant: string;
  number: number;
  promise: 'respond' | 'arrive';
  channel: string;
  role: ContactRole;
  link: string;
}
type ValueOf<P> = P extends `${infer K extends ValueKind}?`
  ? Values[K] | null
  : P extends ValueKind
    ? Values[P]
    : never;
type Kinds = typeof mailKinds;
type Names<K extends MailKind, Link extends boolean> = {
  [N in keyof Kinds[K]]: Kinds[K][N] extends 'link' | 'link?'
    ? Link extends true
      ? N
      : never
    : Link extends true
      ? never
      : N;
}[keyof Kinds[K]];
type OfVendor = 'vendorName' | 'hotline' | 'website';

/** What a mail of a kind is about, as plain values: names, numbers, days, instants. */
export type MailFacts<K extends MailKind> = {
  readonly [N in Exclude<Names<K, false>, OfVendor>]: ValueOf<Kinds[K][N]>;
};
/** The pages that a mail of a kind leads to, as whole addresses. */
export type MailLinks<K extends MailKind> = { readonly [N in Names<K, true>]: ValueOf<Kinds[K][N]> };
