import { Inject } from '@nestjs/common';
import { type Figures, figuresOf } from '../../domain/policy/figures.js';
import type { Policy } from '../../domain/policy/policy.js';
import type { SurveyTerms } from '../../domain/survey/survey-dates.js';
import type { TermsOf } from '../../domain/request/promise-terms.js';
import type { RequestFigures } from '../../domain/request/request.commands.js';
import { PolicyBooks, type PolicySnapshot } from '../policies/policies.port.js';

/** What promises and refusals of requests are computed by, out of what the vendor published. */
export class RequestTerms {
  constructor(@Inject(PolicyBooks) private readonly books: PolicyBooks) {}

  async of(vendor: string): Promise<VendorTerms> {
    return new VendorTerms(await this.books.snapshot(vendor));
  }
}

/** The same for one vendor, from one state of its publications. */
export class VendorTerms {
  readonly zone: string;

  constructor(private readonly published: Pick<PolicySnapshot, 'zone' | 'book' | 'calendars'>) {
    this.zone = published.zone;
  }

  /** K14: by the policy and the calendar of a decision, whatever was published since. */
  readonly termsOf: TermsOf = (policyVersion, calendarVersion) => {
    const bookPolicy = this.published.book.policyOf(policyVersion, '1970-01-01');
    const calendar = this.published.calendars.find(({ version }) => version === calendarVersion) ?? null;
    const { hotline, onsite } = bookPolicy.hours(calendar);
    const { arrival, priorities } = bookPolicy.policy;
    return {
      hotline,
      onsite,
      respondWithin: priorities.respondWithin,
      priorities: priorities.table,
      arrival,
      riskShare: figuresOf(bookPolicy.policy).promises.atRiskPercent / 100,
    };
  };

  figuresOf(policyVersion: number): RequestFigures {
    return this.allFiguresOf(policyVersion).requests;
  }

  /** R17: the id of a member of staff; null: the customer manager. */
  satisfactionOwnerOf(policyVersion: number): string | null {
    return this.allFiguresOf(policyVersion).requests.satisfactionOwner;
  }

  /** S22: by the policy of the decision and the newest calendar. */
  surveyTermsOf(policyVersion: number): SurveyTerms {
    const { book } = this.published;
    const bookPolicy = book.policyOf(policyVersion, '1970-01-01');
    const { surveys, reminders } = figuresOf(bookPolicy.policy);
    return { ...surveys, at: reminders.at, hotline: bookPolicy.hours(book.calendarAt(Infinity)).hotline };
  }

  /** Of the vendor as the policy of a decision names it. */
  policyOf(policyVersion: number): Policy {
    return this.published.book.policyOf(policyVersion, '1970-01-01').policy;
  }

  private allFiguresOf(policyVersion: number): Figures {
    return figuresOf(this.policyOf(policyVersion));
  }

  /** K14: the policy that is in force at an instant and the newest calendar. */
  newestAt(at: number): { readonly policyVersion: number; readonly calendarVersion: string | null } {
    const { book } = this.published;
    return {
      policyVersion: book.policyAt(at, Infinity).version,
      calendarVersion: book.calendarAt(Infinity)?.version ?? null,
    };
  }
}
