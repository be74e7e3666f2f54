import type { ApiKeyEvent } from '../domain/api-key/api-key.events.js';
import type { ContractEvent } from '../domain/contract/contract.events.js';
import type { CustomerEvent } from '../domain/customer/customer.events.js';
import type { ImportEvent } from '../domain/import/import.events.js';
import type { MergeEvent } from '../domain/merges/merges.events.js';
import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from '../domain/policy/policy.events.js';
import type { ReleaseEvent } from '../domain/release/release.events.js';
import type { ReservationEvent } from '../domain/reservation/reservation.events.js';
import type { WebhookEvent } from '../domain/webhooks/webhooks.events.js';
import type { KnownEvents } from './platform/ledger/event-check.js';

/** The types of each category of streams. A type that is not listed here is refused by `verify` and `restore`. */
interface Types {
  readonly 'api-key': ApiKeyEvent;
  readonly answers: AnswerVersionEvent;
  readonly contract: ContractEvent;
  readonly customer: CustomerEvent;
  readonly import: ImportEvent;
  readonly merges: MergeEvent;
  readonly policy: PolicyEvent;
  readonly calendar: CalendarEvent;
  readonly texts: TextsEvent;
  readonly release: ReleaseEvent;
  readonly reservation: ReservationEvent;
  readonly webhooks: WebhookEvent;
}

/** Complete by its type: a new type of event does not compile until it is listed. */
const types: { readonly [Category in keyof Types]: Readonly<Record<Types[Category]['type'], true>> } = {
  contract: {
    ContractPurchased: true,
    ContractRenewed: true,
    PaymentReceived: true,
    TermCancelled: true,
    ContractSuspended: true,
    ContractResumed: true,
    ContractTerminated: true,
    ContractReinstated: true,
    ContractTransferred: true,
    LicenceRevoked: true,
    LicenceRestored: true,
    AgreementSigned: true,
    UpgradeExercised: true,
    AllowanceUsed: true,
    AllowanceGivenBack: true,
    ContractCorrected: true,
    PaymentCorrected: true,
    PaymentTakenBack: true,
    AgreementCorrected: true,
    AgreementTakenBack: true,
    UpgradeCorrected: true,
    UpgradeTakenBack: true,
    TransferCorrected: true,
    TransferTakenBack: true,
    ContractWithdrawn: true,
    Abandoned: true,
  },
  customer: {
    CustomerRegistered: true,
    CustomerRenamed: true,
    CustomerLevelChanged: true,
    CustomerRegionChanged: true,
    CustomerManagerAssigned: true,
    ContactAdded: true,
    ContactChanged: true,
    ContactRemoved: true,
    ContactErased: true,
    CustomerWithdrawn: true,
    Abandoned: true,
  },
  import: {
    ImportStarted: true,
    ImportFinished: true,
    ImportFailed: true,
    ImportUndoStarted: true,
    ImportUndone: true,
  },
  merges: { CustomersMerged: true, CustomerMergeUndone: true },
  policy: { PolicyPublished: true },
  calendar: { CalendarPublished: true },
  texts: { ConditionTextsPublished: true },
  answers: { AnswerVersionAdopted: true },
  'api-key': { ApiKeyCreated: true, ApiKeyFirstUsed: true, ApiKeyRevoked: true },
  release: { ReleasePublished: true, ReleaseRescheduled: true },
  reservation: { Reserved: true, Released: true },
  webhooks: {
    WebhookSubscribed: true,
    WebhookChanged: true,
    WebhookPaused: true,
    WebhookResumed: true,
    WebhookSecretRotated: true,
    WebhookDeleted: true,
  },
};

/** What `verify` and `restore` hold each event against. */
export const knownEvents: KnownEvents = {
  types: new Map(Object.entries(types).map(([category, named]) => [category, new Set(Object.keys(named))])),
  // P1: a vendor exists in the ledger from its first policy on.
  founding: new Set(['PolicyPublished']),
};
