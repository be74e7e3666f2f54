import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { rolesOfRoute } from '../http/server/documented.js';
import { AddToRoute } from '../http/server/route-config.js';
import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '../../../domain/kernel/envelope.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import type { ApiKey } from './api-keys.js';

/** The caller, the vendor, and the language of the answer (A1, A3). */
export interface Caller {
  readonly actor: Actor;
  readonly vendor: string;
  readonly language: Language;
  readonly correlationId: string;
  /** For the role `customer`: the only customer it may see. */
  readonly customerId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    /** The key that was shown, known before the body is read. */
    apiKey?: ApiKey;
  }
  interface FastifyContextConfig {
    /** The roles of `@Allow`: whoever has none of them is refused before the body is read. */
    roles?: readonly Role[];
  }
}

/** The caller of a request to a guarded route. */
export const callerOf = ({ caller }: FastifyRequest): Caller => {
  if (caller === undefined) throw new Error('this route lets everybody in and has no caller; take @Open() away');
  return caller;
};

/** The caller of a guarded route. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** A1, A2: the roles that may read persons. */
export const personReaders: readonly Role[] = ['sales', 'admin', 'support', 'engineer', 'auditor'];

export const allowedRoles = 'allowed-roles';
export const openToAll = 'open-to-all';
export const vendorless = 'vendorless';
export const everyVendor = 'every-vendor';

/** The roles that may use a route (A1). A route without it refuses everybody. */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator =>
  applyDecorators(SetMetadata(allowedRoles, roles), AddToRoute({ roles }), ApiExtension(rolesOfRoute, roles));
/** A route without credentials. */
export const Open = () => SetMetadata(openToAll, true);
/** A route that concerns the installation, or names its vendor in the address: `Ledger-Vendor` is not asked for. */
export const WithoutVendor = () => SetMetadata(vendorless, true);
/**
 * A route that a key for every vendor may use for all of them at once: with `Ledger-Vendor: *`, or without the header
 * where `unnamed` is set. The caller's vendor is then `*`.
 */
export const ForEveryVendor = (unnamed: 'unnamed' | 'named') => SetMetadata(everyVendor, unnamed);
