import type { MailTexts } from '../mail-text.js';

const greeting = 'Dear {recipientName},';
const questions = 'Any questions? Reply to this mail, or call {hotline}.';
const requestFacts = [
  ['Request', '{requestNo}'],
  ['Title', '{title}'],
] as const;
const requestOfCustomer = [['Customer', '{customerName}'], ...requestFacts] as const;
const contractFacts = [
  ['Contract', '{contractNo}'],
  ['Product', '{productName}'],
  ['Last day of service', '{lastDay}'],
] as const;
const contractOfCustomer = [['Customer', '{customerName}'], ...contractFacts] as const;
const manager = ['Customer manager', '{managerName}'] as const;

/** en. */
export const english: MailTexts = {
  'renewal-reminder': {
    subject: 'Contract {contractNo}: the service term ends on {lastDay}',
    opening: [
      greeting,
      'The service term of your contract below is about to end. Service is given through its last day. A renewal signed by then leaves no gap.',
    ],
    facts: [...contractFacts, ['Days left', '{daysLeft}'], manager],
    closing: [
      'To renew, contact your customer manager {managerName}, or call {hotline}.',
      'If you have renewed already, there is nothing to do.',
    ],
  },
  'renewal-reminder-staff': {
    subject: '{customerName}: contract {contractNo} ends on {lastDay}',
    opening: [
      'The service term of the contract below is about to end and is not renewed. Contacts of the customer who get notices are reminded too.',
    ],
    facts: [...contractOfCustomer, ['Days left', '{daysLeft}'], manager],
    closing: ['Agree with the customer on a renewal, and record it in the ledger.'],
  },
  'lapse-notice': {
    subject: 'Contract {contractNo}: the service term ended on {lastDay}',
    opening: [
      greeting,
      'The service term of your contract below has ended, and no other follows. Requests after its last day are outside of the term.',
    ],
    facts: [...contractFacts, manager],
    closing: ['To have service again, contact your customer manager {managerName}, or call {hotline} to renew.'],
  },
  'lapse-notice-staff': {
    subject: '{customerName}: contract {contractNo} ended on {lastDay}, not renewed',
    opening: [
      'The service term of the contract below has ended, and no other follows. Contacts of the customer who get notices are notified too.',
    ],
    facts: [...contractOfCustomer, manager],
    closing: ['Agree with the customer on a renewal, an end, or something else.'],
  },
  'address-failed-staff': {
    subject: '{customerName}: a mail address does not work',
    opening: [
      'Mail to an address of the customer below was refused for good several times in a row. Nothing more is sent there until the address is changed.',
    ],
    facts: [
      ['Customer', '{customerName}'],
      ['Contact', '{contactName}'],
      ['Role', '{contactRole}'],
      ['Customer manager', '{managerName}'],
      ['Status', '{code}'],
    ],
    closing: ['Find out the right address, and correct it in the ledger.'],
  },
  'request-received': {
    subject: 'Received: {title} ({requestNo})',
    opening: [greeting, 'Your request is registered. We will keep you informed by mail.'],
    facts: [...requestFacts, ['Requested', '{receivedAt}'], ['Respond by', '{respondBy}'], ['Arrive by', '{arriveBy}']],
    closing: ['To add something, reply to this mail, or call {hotline} and name {requestNo}.'],
  },
  'request-waiting': {
    subject: 'Your answer is needed: {title} ({requestNo})',
    opening: [greeting, 'We need your answer to go on with your request. Time limits are paused meanwhile.'],
    facts: [...requestFacts, ['What we need', '{question}'], ['Agreed time', '{until}']],
    closing: ['Reply to this mail, or call {hotline} and name {requestNo}.'],
  },
  'request-resolved': {
    subject: 'Please confirm: {title} ({requestNo})',
    opening: [greeting, 'Your request has a resolution. Please confirm it.'],
    facts: [...requestFacts, ['Resolution', '{resolution}'], ['Resolved', '{resolvedAt}']],
    action: { label: 'Accept or reopen', link: '{resolutionPage}' },
    closing: [
      'Without an answer by {closesAt}, the request is closed as resolved. It can be reopened if the problem returns.',
      questions,
    ],
  },
  'wait-reminder': {
    subject: 'Still waiting for your answer: {title} ({requestNo})',
    opening: [
      greeting,
      'Your request has been waiting for your answer since {waitingSince}. We go on once we have it.',
    ],
    facts: [...requestFacts, ['What we need', '{question}']],
    closing: ['Reply to this mail, or call {hotline} and name {requestNo}.'],
  },
  'wait-unanswered': {
    subject: 'No answer after two reminders: {title} ({requestNo})',
    opening: [
      'The request below has been waiting for the customer since {waitingSince}. Two reminders were not answered. Nothing closes by itself.',
    ],
    facts: [...requestOfCustomer, ['Question', '{question}']],
    closing: ['Call the customer, or decide how to go on.'],
  },
  'promise-at-risk': {
    subject: 'The {promise} is due soon: {title} ({requestNo})',
    opening: ['For the request below, the {promise} is due by {dueAt}. Most of the time has passed.'],
    facts: [...requestOfCustomer, ['Priority', '{priority}'], ['Due', '{dueAt}']],
    closing: ['Please act before then.'],
  },
  'promise-broken': {
    subject: 'The {promise} is late: {title} ({requestNo})',
    opening: ['For the request below, the {promise} was due by {dueAt}, and none is recorded.'],
    facts: [...requestOfCustomer, ['Priority', '{priority}'], ['Due', '{dueAt}']],
    closing: ['Act now, and contact the customer. If it was done in time, record it with its real time.'],
  },
  'memo-planned': {
    subject: 'Planned for {plannedOn}: {title} ({requestNo})',
    opening: [greeting, 'The memo that both sides confirmed plans the request below for {plannedOn}.'],
    facts: [...requestFacts, ['Planned for', '{plannedOn}'], ['Solution', '{solution}']],
    closing: [questions],
  },
  'memo-planned-staff': {
    subject: 'Planned for {plannedOn}: {title} ({requestNo})',
    opening: ['The memo that both sides confirmed plans the request below for {plannedOn}.'],
    facts: [...requestOfCustomer, ['Planned for', '{plannedOn}'], ['Solution', '{solution}']],
    closing: ['If the date cannot be met, write the memo again and have both sides confirm it.'],
  },
  'intake-open': {
    subject: 'Not registered yet: received by {channel} on {receivedAt}',
    opening: ['No request names the intake below.'],
    facts: [
      ['Received', '{receivedAt}'],
      ['Channel', '{channel}'],
      ['From', '{from}'],
      ['Content', '{content}'],
    ],
    closing: [
      'Register a request for it. Where it is spam, a wrong number or an abandoned call, close it with that reason.',
    ],
  },
  survey: {
    subject: 'How was our service? {title} ({requestNo})',
    opening: [
      greeting,
      'Your request was closed on {closedAt}. Please take a minute to rate the service from 1 to 5, with a comment if you like.',
    ],
    facts: requestFacts,
    action: { label: 'Rate the service', link: '{survey}' },
    closing: ['The survey is open through {openThrough}. One answer is enough.'],
  },
  'survey-reminder': {
    subject: 'Reminder: how was our service? {title} ({requestNo})',
    opening: [
      greeting,
      'We have no answer yet to our question about the request below. Whoever is responsible for your satisfaction reads it.',
    ],
    facts: requestFacts,
    action: { label: 'Rate the service', link: '{survey}' },
    closing: ['The survey is open through {openThrough}. There is no further reminder.'],
  },
  'follow-up-due': {
    subject: 'Follow-up is due: {customerName} rated {score} ({requestNo})',
    opening: [
      'The customer gave a low rating for the request below. The follow-up was due by {dueAt}, and no reply to the customer is recorded.',
    ],
    facts: [...requestOfCustomer, ['Rating', '{score}'], ['Comment', '{comment}'], ['Due', '{dueAt}']],
    closing: ['A follow-up ends with a reply to the customer: record what was done and what was replied.'],
  },
};
