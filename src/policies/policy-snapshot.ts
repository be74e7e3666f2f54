import type { Book } from '../../domain/entitlement/book.js';
import { answerVersions, type AnswerVersion } from '../../domain/entitlement/decide.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { TermEnd } from '../../domain/kernel/term.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { latestKnown, versionFor } from '../../domain/policy/policy-book.js';
import type { Policy } from '../../domain/policy/policy.js';
import type { AnswersRow, CalendarRow, PolicyRow, TextsRow } from '../../projections/policies/policies.row.js';
import type { ReleasesRow } from '../../projections/releases/releases.row.js';
import type { VendorPublications } from './vendor-publications.js';

/**
 * What one vendor has published, as one question reads it from beginning to end: later publications make another
 * snapshot and leave this one as it is.
 */
export class PolicySnapshot {
  readonly policies: readonly PolicyRow[];
  readonly calendars: readonly CalendarRow[];
  readonly texts: readonly TextsRow[];
  readonly answers: readonly AnswersRow[];
  readonly releases: readonly ReleasesRow[];
  readonly seriesNames: ReadonlyMap<string, string>;
  readonly book: Book;
  /** The position of the last publication in here: questions about it, and about any later one, read the same. */
  readonly latest: number;
  /** IANA name of the vendor's zone (T1). */
  readonly zone: string;

  /** `position`: all that was recorded up to it is in here. An answer made from it claims no later one (D7). */
  constructor(
    publications: VendorPublications,
    readonly position: number,
  ) {
    this.policies = publications.policies;
    this.calendars = publications.calendars;
    this.texts = publications.texts;
    this.answers = publications.answers;
    this.releases = publications.releases;
    this.seriesNames = publications.seriesNames;
    this.book = publications.book;
    this.latest = publications.latest;
    this.zone = publications.book.zone;
    Object.freeze(this);
  }

  /** P2: the text of a condition as it was published by a position. */
  conditionText(code: string, language: Language, knownPosition: number): string {
    return latestKnown(this.texts, knownPosition)?.texts[code]?.[language] ?? code;
  }

  /** D7: the version of the rules in force at a position. @throws Error where this build has no such version */
  answerVersionAt(knownPosition: number): AnswerVersion {
    const adopted = latestKnown(this.answers, knownPosition)?.version ?? 1;
    const known = answerVersions.find((version) => version === adopted);
    if (known === undefined) throw new Error(`this build knows no answer version ${adopted}; start the newer build`);
    return known;
  }

  /** P2: the policy that judges what is signed on a day. */
  signedOn(day: Day): Policy {
    const found = versionFor(this.policies, day);
    if (found === null) throw new RangeError('no policy is published: publish one before asking for decisions');
    return found.policy;
  }

  /** T3: how terms end, by policy version. */
  termEnds(): Readonly<Record<number, TermEnd>> {
    return Object.fromEntries(this.policies.map(({ version, policy }) => [version, policy.terms.termEnd]));
  }
}
