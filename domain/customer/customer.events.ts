import type { Personal } from '../kernel/personal.js';
import type { Level, Region } from '../kernel/vocabulary.js';

export const contactRoles = ['lead', 'it', 'user'] as const;
export type ContactRole = (typeof contactRoles)[number];

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
        manager: Personal<string> | null;
      };
    }
  | { type: 'CustomerRenamed'; data: { name: string } }
  | { type: 'CustomerLevelChanged'; data: { from: Level; to: Level } }
  | { type: 'CustomerRegionChanged'; data: { from: Region; to: Region } }
  | { type: 'CustomerManagerAssigned'; data: { manager: Personal<string> | null } }
  | { type: 'ContactAdded'; data: Contact }
  | { type: 'ContactChanged'; data: Contact }
  | { type: 'ContactRemoved'; data: { contactId: string } }
  /** A2: the key was destroyed; what was sealed with it is unreadable everywhere. */
  | { type: 'ContactErased'; data: { contactId: string; reason: string } }
  /** C9, T5: the import that registered the customer was undone; with this known, the customer never was. */
  | { type: 'CustomerWithdrawn'; data: { importId: string; reason: string } }
  | { type: 'Abandoned'; data: { claimedBy: string } };
