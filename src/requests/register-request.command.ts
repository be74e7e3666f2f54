import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { dayAt, type Instant } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import {
  type Channel,
  channels,
  type Region,
  regions,
  type Service,
  services,
  type Urgency,
  urgencies,
} from '../../domain/kernel/vocabulary.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { request as requests } from '../../domain/request/request.js';
import { isRegistered, mergesOf } from '../customers/customers.port.js';
import type { Clock } from '../platform/clock.js';
import { arrivalOf } from '../intakes/intakes.port.js';
import { type KeyedRequest, LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { Code, IsInstantOrDay, IsVersionText, OneOf, Text } from '../platform/http/validation/decorators.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { CLOCK } from '../platform/tokens.js';
import { ActDto } from './request-act.dto.js';
import { executed, RequestChanges, type RequestExecuted, type RequestOutcome } from './request-changes.js';
import { RequestDecisions } from './request-decisions.js';
import { formOf, refusedForms, written } from './request-schemas.js';
import { RequestTerms, type VendorTerms } from './request-terms.js';
import { comparedBodies, recordedFiles, type WithFiles } from './attachments/recorded-files.js';
import { FreeText, NamedPerson, personNamed, sealedText } from '../platform/http/validation/sealed-text.js';

/** R1: one call for service. */
export class RegisterRequestDto extends ActDto {
  @OrCode({ required: true })
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' })
  @Text(100)
  customerId!: string;
  @ApiProperty({ enum: services }) @OneOf(services) service!: Service;
  @ApiProperty({ enum: channels }) @OneOf(channels) channel!: Channel;
  @ApiProperty({ enum: urgencies }) @OneOf(urgencies) urgency!: Urgency;
  @ApiProperty({ example: '审批流程无法提交' }) @FreeText(300) title!: string;
  @ApiPropertyOptional() @IsOptional() @FreeText(20_000) description?: string;
  @OrNumber() @ApiPropertyOptional() @IsOptional() @Text(100) contractId?: string;
  /** Who asks: a contact by its id, or somebody else by name. */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() contact?: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) module?: string;
  /** Required for the service `upgrade`. */
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** Where the site is, where that is not the customer's own region. */
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
  @ApiPropertyOptional() @IsOptional() @Text(100) intakeId?: string;
  /** When it was made; promises run from it. Now where absent; over a week back only by an admin, with a reason. */
  @ApiPropertyOptional({ example: '2026-03-01T15:50:00.000Z' }) @IsOptional() @IsInstantOrDay() requestedAt?: string;
  /** The id of an earlier request that can no longer be reopened (R12). */
  @ApiPropertyOptional() @IsOptional() @Text(100) follows?: string;
}

/** Registers a request, entitled or not (R1). */
export class RegisterRequest extends LedgerCommand<RegisterRequestDto & WithFiles, never, RequestExecuted> {}

/** C11: the same key is the same request. */
export const registeredId = (vendor: string, { scope, key }: Pick<KeyedRequest, 'scope' | 'key'>): string =>
  derivedId('req', vendor, scope, key);

/** R9: letters of the id in the number: as few as are free. */
const [shortestNumber, longestNumber] = [5, 12];

@CommandHandler(RegisterRequest)
export class RegisterRequestHandler implements ICommandHandler<RegisterRequest> {
  constructor(
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(RequestDecisions) private readonly decisions: RequestDecisions,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(command: RegisterRequest): Promise<RequestExecuted | Refusal> {
    const { vendor, body } = command;
    if (!(await isRegistered(this.ledger, vendor, body.customerId)))
      return new Refusal('customer-unknown', 'R1', { id: body.customerId });
    const terms = await this.terms.of(vendor);
    const requestId = registeredId(vendor, command.request);
    const arrivedAt = body.intakeId === undefined ? undefined : await arrivalOf(this.ledger, vendor, body.intakeId);
    if (arrivedAt === null) return new Refusal('intake-unknown', 'R18', { id: body.intakeId! });
    // K8: an intake decides when it was asked for, whatever the body names.
    const requestedAt = arrivedAt ?? instantIfGiven(terms.zone, '/requestedAt', body.requestedAt);
    const at = instantIfGiven(terms.zone, '/at', body.at) ?? this.clock.now();
    const when = { at, requestedAt: requestedAt ?? at };
    for (let letters = shortestNumber; ; letters += 1) {
      const registered = await this.numbered(command, requestId, letters, when, terms);
      const isTaken = registered instanceof Refusal && registered.code === 'number-held';
      if (!isTaken || letters === longestNumber)
        return registered instanceof Refusal ? registered : executed(registered, terms);
    }
  }

  private numbered(
    { vendor, body, request }: RegisterRequest,
    requestId: string,
    letters: number,
    when: { readonly at: Instant; readonly requestedAt: Instant },
    terms: VendorTerms,
  ): Promise<RequestOutcome | Refusal> {
    const no = numberOf(requestId, dayAt(when.requestedAt, terms.zone), letters);
    const owner = { ownerId: requestId, ownerStream: streamName(vendor, 'request', requestId) };
    const marked = { ...request, ...comparedBodies(RegisterRequestDto, body, requestId) };
    return this.reservations.founding(vendor, [{ kind: 'request-no', value: no }], owner, request, (along) =>
      this.requests.handle(
        vendor,
        requestId,
        marked,
        () => this.registration(vendor, body, request.actor.role, requestId, no, when, terms),
        along,
      ),
    );
  }

  private async registration(
    vendor: string,
    body: RegisterRequestDto & WithFiles,
    role: RegisterRequest['request']['actor']['role'],
    requestId: string,
    no: string,
    { at, requestedAt }: { readonly at: Instant; readonly requestedAt: Instant },
    terms: VendorTerms,
  ) {
    const { customerId, service, channel, urgency } = body;
    const about = {
      customerId,
      service,
      channel,
      urgency,
      contractId: body.contractId ?? null,
      module: body.module ?? null,
      targetVersion: body.targetVersion ?? null,
      region: body.region ?? null,
    };
    if (body.follows !== undefined && !(await this.isOfCustomer(vendor, body.follows, customerId)))
      return invalidField('/follows', 'not-known', { value: body.follows });
    const decision = await this.decisions.ask(vendor, { ...about, at: requestedAt });
    if (decision instanceof Refusal) return decision;
    const when = { at, reason: body.reason ?? null, policyVersion: decision.policyVersion };
    return {
      act: {
        kind: 'register' as const,
        facts: {
          ...about,
          requestId,
          no,
          title: sealedText(requestId, body.title),
          description: body.description === undefined ? null : sealedText(requestId, body.description),
          contact: body.contact === undefined ? null : personNamed(requestId, body.contact),
          intakeId: body.intakeId ?? null,
          follows: body.follows ?? null,
          requestedAt,
          decision,
          ...(body.files !== undefined && { files: recordedFiles(requestId, body.files) }),
        },
        visitId: service === 'onsite' && decision.entitled ? derivedId('vis', requestId) : null,
      },
      given: this.requests.given(requestId, role, when, terms),
    };
  }

  /** R12: whether it is a request of this customer, or of one that is one with it (C1). */
  private async isOfCustomer(vendor: string, requestId: string, customerId: string): Promise<boolean> {
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    if (state.status !== 'registered') return false;
    const { into } = await mergesOf(this.ledger, vendor);
    return survivorOf(state.customerId, into) === survivorOf(customerId, into);
  }
}

/** R9: `R`, the day it was made, and letters of its id that can be read out. */
const numberOf = (requestId: string, day: string, letters: number): string =>
  `R${day.replaceAll('-', '')}-${requestId.slice(-letters).toUpperCase()}`;

export const registerRequest = useCase({
  command: RegisterRequest,
  handler: RegisterRequestHandler,
  body: RegisterRequestDto,
  ids: [],
  scope: () => 'POST /requests',
  docs: {
    status: 201,
    answer: written(),
    refuses: ['at-in-future', 'at-too-early', 'needs-admin', 'number-held', 'number-claimed', ...refusedForms],
    body: { type: RegisterRequestDto, form: formOf(RegisterRequestDto) },
    examples: {
      whole: {
        customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
        service: 'maintenance',
        channel: 'hotline',
        urgency: 'high',
        title: '审批流程无法提交',
        description: '提交时提示网络错误，重启后仍然如此。',
        contact: '王芳',
      },
    },
  },
  supposed: { name: 'register-request' },
});
