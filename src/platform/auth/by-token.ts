import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AddToRoute } from '../http/server/route-config.js';
import { byTokenAlone } from '../http/server/documented.js';
import { Open } from './caller.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly ignoresBody?: boolean;
  }
}

/**
 * M6: a route without a login, whose token in the address is the permission. It answers a token that is none, or whose person was
 * erased, with 404, and counts that as a request without a credential (`RateLimits.unauthenticated`).
 */
export const ByToken = (): MethodDecorator => applyDecorators(Open(), ApiExtension(byTokenAlone, true));

/** A route that does as its address names, whatever the form in the body: mail programs send one (RFC 8058). */
export const IgnoresBody = (): MethodDecorator => AddToRoute({ ignoresBody: true });

export const ignoresBody = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config?.ignoresBody === true;
