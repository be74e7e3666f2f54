import type { Level, Language, Region } from '../../../../domain/kernel/vocabulary.js';

/** What a customer asks about, and how it ends. */
export interface Matter {
  readonly title: string;
  readonly text: string;
  readonly resolution: string;
}

/** The customers of the quarter, by the part they have in it. */
export const castNames = ['plant', 'outlying', 'trader', 'returning', 'expiring', 'lost'] as const;
export type CastName = (typeof castNames)[number];

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly role?: 'lead' | 'it' | 'user';
  readonly language?: Language;
}

export interface CastMember {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly region: Region;
  readonly manager: Person;
  /** Whoever asks for service, and the lead. */
  readonly contacts: readonly [Person, Person];
}

/** Who works at a vendor, who its customers are, and what they write to each other, in the vendor's language. */
export interface DepartmentTexts {
  readonly staff: { readonly agent: string; readonly engineer: string; readonly lead: string };
  readonly cast: Readonly<Record<CastName, CastMember>>;
  readonly matters: Readonly<
    Record<
      | 'login'
      | 'sync'
      | 'import'
      | 'slow'
      | 'network'
      | 'attachment'
      | 'expired'
      | 'advice'
      | 'print'
      | 'outage'
      | 'move'
      | 'pending'
      | 'question'
      | 'mistake'
      | 'archive'
      | 'rights',
      Matter
    >
  >;
  /** What is asked every week. */
  readonly usual: readonly Matter[];
  readonly backup: { readonly ask: string; readonly place: string; readonly waived: string };
  /** `open` is asked and not answered yet when the demo begins to serve. */
  readonly information: { readonly ask: string; readonly answer: string; readonly open: string };
  readonly memo: { readonly text: string; readonly solution: string };
  readonly visit: string;
  readonly goodwill: string;
  readonly reopened: string;
  readonly withdrawn: string;
  readonly followUp: { readonly action: string; readonly text: string };
  readonly intakes: { readonly spam: string; readonly wrongNumber: string; readonly unread: string };
  /** By the score of the survey. */
  readonly comments: Readonly<Record<2 | 3 | 4 | 5, readonly [string, ...string[]]>>;
}
