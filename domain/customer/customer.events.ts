import type { Personal } from '../kernel/personal.js';
import type { Language, Level, Region } from '../kernel/vocabulary.js';

export const contactRoles = ['lead', 'it', 'user'] as const;
export type ContactRole = (typeof contactRoles)[number];

/** What mails are about (M5): all but `contract` can be unsubscribed. */
export const topics = ['contract', 'release', 'article', 'media', 'club', 'survey'] as const;
export type Topic = (typeof topics)[number];

/** All that is held of a contact person is sealed under the person's own key (A2); `contactId` is that key's name. */
export interface ContactFacts {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly im: string | null;
}
export interface Contact {
  readonly contactId: string;
  readonly person: Personal<ContactFacts>;
  readonly role: ContactRole;
  /** May be written to. */
  readonly notify: boolean;
  /** Of mails; absent: the policy's. */
  readonly language?: Language;
  /** Absent: all. */
  readonly topics?: readonly Topic[];
}

/** What is held of a customer manager beside the name. */
export interface ManagerFacts {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}
/** A manager of whom nothing but the name is held is recorded as the name. */
export type HeldManager = string | ManagerFacts;
/** A5: sealed under a key of the person's own, `mgr_…`; the oldest events have all managers of a customer under one. */
export type Manager = Personal<HeldManager>;

/** What a person asked for: its texts have a key of their own (A6). */
export interface MadeObject {
  readonly kind: 'request' | 'intake';
  readonly id: string;
}

export type CustomerEvent =
  | {
      type: 'CustomerRegistered';
      data: {
        customerId: string;
        code: string;
        name: string;
        level: Level;
        region: Region;
        manager: Personal<HeldManager> | null;
      };
    }
  | { type: 'CustomerRenamed'; data: { name: string } }
  | { type: 'CustomerLevelChanged'; data: { from: Level; to: Level } }
  | { type: 'CustomerRegionChanged'; data: { from: Region; to: Region } }
  | { type: 'CustomerManagerAssigned'; data: { manager: Personal<HeldManager> | null } }
  | { type: 'ContactAdded'; data: Contact }
  | { type: 'ContactChanged'; data: Contact }
  | { type: 'ContactRemoved'; data: { contactId: string } }
  /** M5: which notices a contact gets from now on; null: all. */
  | { type: 'TopicsChanged'; data: { contactId: string; topics: readonly Topic[] | null } }
  /**
   * M4: nothing more is sent to this contact or manager until the address changes. `code` is that of the mail server.
   */
  | { type: 'AddressFailed'; data: { contactId: string; code: string } }
  /**
   * A2: the key of a contact or manager was destroyed; what was sealed with it is unreadable everywhere. A7: texts of
   * what the person asked for (`objects`, absent where nothing) were destroyed too, unless they were kept.
   */
  | {
      type: 'ContactErased';
      data: { contactId: string; reason: string; texts?: 'keep'; objects?: readonly MadeObject[] };
    }
  /** C9, T5: the import that registered the customer was undone; with this known, the customer never was. */
  | { type: 'CustomerWithdrawn'; data: { importId: string; reason: string } }
  | { type: 'Abandoned'; data: { claimedBy: string } };
