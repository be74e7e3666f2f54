import type { Instant } from '../../domain/kernel/civil.js';
import type { Refusal } from '../../domain/kernel/decider.js';
import type { Person } from '../../domain/kernel/person.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { RequestAct } from '../../domain/request/request.commands.js';
import type { RequestDecision } from '../../domain/request/request.events.js';
import type { Request } from '../../domain/request/request.state.js';
import type { KeyedRequest } from '../platform/commands/command.js';
import type { InvalidFields } from '../platform/commands/invalid-fields.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { Schema } from '../platform/http/server/schemas.js';
import type { TimedDto } from './request-act.dto.js';

export type RequestIds = Readonly<Record<'requestId' | 'visitId', string>>;

/** What the domain's act is made of: the body, and what only the ledger or the policy knows. */
export interface Acting<Body> {
  readonly body: Body;
  readonly ids: RequestIds;
  readonly request: KeyedRequest;
  readonly state: Request;
  /** When it happened. */
  readonly at: Instant;
  /** A6. */
  text(text: string): Personal<string>;
  /** A5. */
  person(named: string): Person;
  personIfGiven(named: string | undefined): Person | null;
  /** T1: in the vendor's zone. @throws Invalid */
  instantIfGiven(pointer: string, text: string | undefined): Instant | null;
  /** An id that a repeated command derives again. */
  newId(prefix: string): string;
  /** D8: the decision about this request's customer for the instant of the act. */
  decision(
    about: Partial<Pick<Request, 'service' | 'targetVersion' | 'region'>>,
  ): Promise<RequestDecision | InvalidFields>;
}

/** One act on a registered request: a row of the state table (R3). */
export interface ActDefinition<Body extends TimedDto> {
  /** The last part of its route, and the rest of its scope: never changed. */
  readonly name: string;
  readonly body: new () => Body;
  /** The body as a form, where files may come with the act. */
  readonly form?: Schema;
  act(acting: Acting<Body>): RequestAct | Refusal | Promise<RequestAct | Refusal>;
  /** What it answers besides every act. */
  readonly adds?: Readonly<Record<string, Schema>>;
  added?(state: Request, ids: RequestIds, figures: { readonly backupMaxAgeHours: number }): object;
  readonly refuses?: readonly ProblemCode[];
  readonly examples: Readonly<Record<string, object>>;
}

/** An act as it was sent: the data of its command. */
export interface SentAct {
  readonly vendor: string;
  readonly ids: RequestIds;
  readonly body: TimedDto;
  readonly request: KeyedRequest;
}
