import { randomUUID } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable } from 'rxjs';
import { type Caller, callerOf } from '../../platform/auth/caller.js';
import { commandRequest } from '../../platform/http/conventions/commands.js';
import { OwnNumbersGuard } from '../../platform/http/own-numbers/own-numbers.guard.js';
import { Problem } from '../../platform/http/problems/problem.js';
import { isMultipart } from '../../platform/http/server/multipart.js';
import { TakesUpload } from '../../platform/http/server/upload-route.js';
import { KeyReused, Stale, StreamBusy } from '../../platform/ledger/outcome.js';
import { registeredId, registerRequest } from '../register-request.command.js';
import { RequestChanges } from '../request-changes.js';
import { RequestReader } from '../request-reader.js';
import { Attachments, type Upload } from './attachments.js';
import type { WithFiles } from './recorded-files.js';

/** What an HTTP request has stored for the act that it asks for. */
interface Arrived {
  readonly requestId: string;
  /** Hashes of everything stored. */
  readonly stored: Set<string>;
  files: readonly Upload[];
}

declare module 'fastify' {
  interface FastifyRequest {
    arrived?: Arrived;
  }
}

/** The body of an act, with the files that came with it. */
export const withFiles = <Body extends object>(body: Body, { arrived }: FastifyRequest): Body & WithFiles =>
  arrived === undefined || arrived.files.length === 0 ? body : Object.assign(body, { files: arrived.files });

/**
 * Reads a form in place of a JSON body, behind the guards that admit the caller: its files are stored, and its part
 * `body` is what pipes and the route find. Bodies of JSON pass.
 */
@Injectable()
export class ReceivesForm implements CanActivate {
  constructor(
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestChanges) private readonly requests: RequestChanges,
    @Inject(OwnNumbersGuard) private readonly numbers: OwnNumbersGuard,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isMultipart(request.raw)) return true;
    const caller = callerOf(request);
    const { vendor } = caller;
    const requestId = await this.requestOf(request, caller);
    const arrived: Arrived = { requestId, stored: new Set(), files: [] };
    try {
      const form = await this.attachments.receive(request.raw, vendor, requestId, arrived.stored);
      request.body = form.body;
      arrived.files = form.files.map((file) => ({ ...file, requestId }));
      request.arrived = arrived;
      // Its turn was before there was a body.
      return await this.numbers.canActivate(context);
    } catch (error) {
      await this.attachments.settle(vendor, requestId, arrived.stored).catch(() => undefined);
      throw error;
    }
  }

  /** A6: files are sealed with the text key of their request, so it is known before they arrive. @throws Problem */
  private async requestOf(request: FastifyRequest, caller: Caller): Promise<string> {
    const { id } = request.params as { readonly id?: string };
    if (id !== undefined) {
      await this.reader.refuseUnseen(caller, id);
      return this.requests.survivorOf(caller.vendor, id);
    }
    const { scope, key = randomUUID() } = commandRequest(request, caller, registerRequest.scope({}), null);
    request.commandKey = key;
    return registeredId(caller.vendor, { scope, key });
  }
}

/**
 * Keeps the files that came to be recorded and removes the others, before the answer. Where nobody knows what became of
 * the act, they stay unconfirmed: `LeftFiles` asks its request later.
 */
@Injectable()
export class SettlesFiles implements NestInterceptor {
  constructor(@Inject(Attachments) private readonly attachments: Attachments) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { arrived } = request;
    if (arrived === undefined) return next.handle();
    const settle = async (): Promise<void> => {
      const { requestId, stored } = arrived;
      await this.attachments
        .settle(callerOf(request).vendor, requestId, stored)
        .catch((error: unknown) => request.log.warn({ err: error }, 'attached files are settled later'));
    };
    return next.handle().pipe(
      mergeMap((answer) => from(settle().then((): unknown => answer))),
      catchError(async (error: unknown) => {
        if (isRefused(error)) await settle();
        throw error;
      }),
    );
  }
}

/** Whether it is certain that the act was not recorded. */
const isRefused = (error: unknown): boolean =>
  error instanceof Problem || error instanceof KeyReused || error instanceof Stale || error instanceof StreamBusy;

/** A6: a route whose act may bring files: JSON as ever, or a form with the same JSON in its part `body`. */
export const TakesFiles = (): MethodDecorator =>
  applyDecorators(TakesUpload({ orJson: true }), UseGuards(ReceivesForm), UseInterceptors(SettlesFiles));
