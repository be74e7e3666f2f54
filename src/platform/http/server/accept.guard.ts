import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Problem } from '../problems/problem.js';

const offeredTypes = 'service-ledger:offered-types';

/** The content types that a route answers with. */
export const Offers = (types: readonly string[]): MethodDecorator => SetMetadata(offeredTypes, types);

/** Reads under the base path; health and metrics are asked by machines that accept what they get. */
const described = '/api/';
const longestRead = 1_000;

/** Refuses a read that accepts nothing of what its route offers, and names that (RFC 9110, 12.5.1). */
@Injectable()
export class AcceptGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const { method, url, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const { accept } = headers;
    if (accept === undefined || accept === '' || accept === '*/*' || method !== 'GET' || !url.startsWith(described))
      return true;
    const offered = Reflect.getMetadata(offeredTypes, context.getHandler()) as string[] | undefined;
    if (offered === undefined || offered.includes(accept)) return true;
    const read = accept.slice(0, longestRead);
    if (new Negotiator({ headers: { accept: read } }).mediaType(offered) !== undefined) return true;
    throw new Problem('not-acceptable', { accept, offered: offered.join(', ') });
  }
}
