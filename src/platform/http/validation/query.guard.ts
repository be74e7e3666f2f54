import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { Invalid } from '../problems/problem.js';

/** Health and metrics are asked by machines that add parameters of their own. */
const described = '/api/';

/**
 * Refuses parameters where a route takes none. What takes some is judged by `StrictValidation`; without it
 * `GET /customers/{id}?knownAt=…` would answer as if there were no such question (T5).
 */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const { query, url } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object);
    if (names.length === 0 || !url.startsWith(described) || takesQuery(context)) return true;
    throw new Invalid(names.map((name) => ({ pointer: `?${name}`, code: 'unknown' })));
  }
}

const takesQuery = (context: ExecutionContext): boolean => {
  const named: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(named ?? {}).some((name) => name.startsWith(`${RouteParamtypes.QUERY}:`));
};
