/** One mail to one recipient (M4). */
export interface Mail {
  /** Without angle brackets: obligationId.recipientKey@domain (M3). */
  readonly messageId: string;
  readonly obligationId: string;
  /** A contact's id, or `manager-<customerId>`: never an address. Names the outbox file together with obligationId. */
  readonly recipientKey: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers (References, Auto-Submitted, List-Unsubscribe …): values without line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** A7: ids of the persons and objects that it quotes, besides its recipient: what forgets them forgets it. */
  readonly quotes?: readonly string[];
  /** M7: days that an outbox keeps it, by the vendor's policy; 30 where absent. */
  readonly retentionDays?: number;
}

/** What a mail server answered. A `code` is an SMTP status such as 451 or 5.1.1, `timeout` or `unreachable`. */
export type MailAnswer =
  { readonly outcome: 'accepted' } | { readonly outcome: 'temporary' | 'permanent'; readonly code: string };

/** Where mail goes. Acceptance is an answer, not a fact of the ledger: who sends records it. */
export interface MailPort {
  /** Resolves for every answer of a server; throws for faults of our own alone. */
  send(mail: Mail): Promise<MailAnswer>;

  /** Deletes kept mails to this recipient, and to whomever that quote this person or object (A7, M7). */
  forget(id: string): Promise<void>;

  /** Why nothing can be sent at present, without credentials; null while it can. */
  fault(): string | null;

  close(): Promise<void>;
}
