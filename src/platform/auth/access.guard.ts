import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../../domain/kernel/envelope.js';
import { negotiated } from '../http/language.js';
import type { Positions, VendorDirectory } from '../http/ports.js';
import { Problem } from '../http/problems/problem.js';
import type { Duties } from '../roles.js';
import { DUTIES, POSITIONS, VENDORS } from '../tokens.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { allowedRoles, everyVendor, openToAll, vendorless } from './caller.js';
import { RateLimits } from './rate-limits.js';
import { waitForViews } from '../http/conventions/positions.js';

interface Rules {
  readonly open: boolean;
  readonly vendorless: boolean;
  /** Whether a key for every vendor may be used for all of them at once, and how the request states it. */
  readonly everyVendor: 'unnamed' | 'named' | undefined;
  readonly roles: readonly Role[];
}

const bearer = /^Bearer +(\S{1,300})$/i;

/**
 * A1: the one access check of who calls, for which vendor, and whether the role may. It is synchronous unless the keys
 * have to be read again, a limit to be counted or a position to be reached. Unauthenticated requests and roles without
 * the right are refused in `onRequest`, before the body is read.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #rules = new WeakMap<object, Rules>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(VENDORS) private readonly vendors: VendorDirectory,
    @Inject(POSITIONS) private readonly positions: Positions,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(DUTIES) private readonly duties: Duties,
  ) {}

  /**
   * The hook `onRequest` of every request, before a body is read: credential, limit and role. Where there is no such
   * route, or none of it needs a credential, the address is counted instead.
   */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const { roles } = request.routeOptions.config;
    try {
      if (request.is404 || isNoDocument(request.url) || !this.#isServed(request))
        this.#refuseUnknown(request).catch(done);
      else if (roles === undefined) this.limits.open(request.ip).then(() => done(), done);
      else {
        const known = this.#known(request, reply);
        if (known instanceof Promise) known.then((key) => refuseOthers(key, roles)).then(() => done(), done);
        else {
          refuseOthers(known, roles);
          done();
        }
      }
    } catch (error) {
      done(error as Error);
    }
  };

  canActivate(context: ExecutionContext): true | Promise<true> {
    const rules = this.#rulesOf(context);
    if (rules.open) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const known = request.apiKey ?? this.#known(request, reply);
    return known instanceof Promise
      ? known.then((key) => this.#admit(key, rules, request, reply))
      : this.#admit(known, rules, request, reply);
  }

  #known(request: FastifyRequest, reply: FastifyReply): ApiKey | Promise<ApiKey> {
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    const key = token === undefined ? undefined : this.keys.authenticate(token);
    return key instanceof Promise
      ? key.catch(notAnswered(request)).then((known) => this.#counted(request, reply, known))
      : this.#counted(request, reply, key);
  }

  #counted(request: FastifyRequest, reply: FastifyReply, key: ApiKey | undefined): ApiKey | Promise<ApiKey> {
    if (key === undefined) return this.#turnAway(request.ip);
    request.apiKey = key;
    if (key.limitPerMinute === null) return key;
    return this.limits.key(key, key.limitPerMinute, (headers) => void reply.headers({ ...headers })).then(() => key);
  }

  #admit(key: ApiKey, rules: Rules, request: FastifyRequest, reply: FastifyReply): true | Promise<true> {
    refuseOthers(key, rules.roles);
    const vendor = rules.vendorless
      ? key.vendor
      : this.#vendorOf(key, request.headers['ledger-vendor'], rules.everyVendor);
    return typeof vendor === 'string'
      ? this.#pass(key, vendor, request, reply)
      : vendor.then((known) => this.#pass(key, known, request, reply));
  }

  #pass(key: ApiKey, vendor: string, request: FastifyRequest, reply: FastifyReply): true | Promise<true> {
    request.caller = {
      actor: { id: key.id, role: key.role, name: key.name },
      vendor,
      language: negotiated(request.headers['accept-language']),
      correlationId: request.id,
      customerId: key.customerId,
    };
    return waitForViews(this.positions, request, reply);
  }

  /** A key of one vendor sees that vendor alone, whatever the header names. */
  #vendorOf(key: ApiKey, header: string | string[] | undefined, every: Rules['everyVendor']): string | Promise<string> {
    const named = typeof header === 'string' && header !== '' ? header : undefined;
    if (key.vendor === '*') {
      if (every !== undefined && (named === '*' || (named === undefined && every === 'unnamed'))) return '*';
      if (named === undefined) throw new Problem('vendor-required');
      const has = this.vendors.has(named);
      return has === true ? named : has.then((isKnown) => knownVendor(named, isKnown));
    }
    if (named !== undefined && named !== key.vendor) throw new Problem('vendor-unknown', { vendor: named });
    return key.vendor;
  }

  async #refuseUnknown(request: FastifyRequest): Promise<never> {
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    const key = token === undefined ? undefined : await this.keys.authenticate(token);
    if (key === undefined) await this.limits.unauthenticated(request.ip);
    if (!this.duties.answers) throw new Problem('role-without-api', { role: this.duties.role });
    throw new Problem('route-unknown', { method: request.method, path: request.url.split('?', 1)[0]! });
  }

  /** A process that does not answer the API answers health and metrics. */
  #isServed({ routeOptions: { url = '' } }: FastifyRequest): boolean {
    return this.duties.answers || url === '/metrics' || url.startsWith('/health/');
  }

  async #turnAway(address: string): Promise<never> {
    await this.limits.unauthenticated(address);
    throw new Problem('unauthenticated', {}, { headers: { 'www-authenticate': 'Bearer realm="service-ledger"' } });
  }

  #rulesOf(context: ExecutionContext): Rules {
    const handler = context.getHandler();
    const known = this.#rules.get(handler);
    if (known !== undefined) return known;
    const places = [handler, context.getClass()];
    const rules: Rules = {
      open: this.reflector.getAllAndOverride<boolean | undefined>(openToAll, places) === true,
      vendorless: this.reflector.getAllAndOverride<boolean | undefined>(vendorless, places) === true,
      everyVendor: this.reflector.getAllAndOverride<Rules['everyVendor']>(everyVendor, places),
      roles: this.reflector.getAllAndOverride<readonly Role[] | undefined>(allowedRoles, places) ?? [],
    };
    this.#rules.set(handler, rules);
    return rules;
  }
}

/** Below /docs there are files of one plain name; what serves them answers anything else as its file system does. */
const isNoDocument = (url: string): boolean =>
  url.startsWith('/docs/') && !/^\/docs\/(?:[A-Za-z][\w.-]{0,99})?(?:\?|$)/.test(url);

/** Who the caller is cannot be known without the store of keys: nobody is admitted. */
const notAnswered =
  ({ id }: FastifyRequest) =>
  (): never => {
    throw new Problem('store-unreadable', { correlationId: id });
  };

const knownVendor = (vendor: string, isKnown: boolean): string => {
  if (!isKnown) throw new Problem('vendor-unknown', { vendor });
  return vendor;
};

const refuseOthers = ({ role }: ApiKey, allowed: readonly Role[]): void => {
  if (!allowed.includes(role)) throw new Problem('forbidden', { role, allowed: allowed.join(', ') || '-' });
};
