import type { FastifyRequest } from 'fastify';
import { isMultipart } from './multipart.js';
import { AddToRoute } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly takesUpload?: 'always' | 'or-json';
  }
}

/**
 * A route that reads its multipart body itself, piece by piece, after the caller has been admitted; with `orJson` one
 * that takes JSON too.
 */
export const TakesUpload = ({ orJson = false } = {}): MethodDecorator =>
  AddToRoute({ takesUpload: orJson ? 'or-json' : 'always' });

/** Whether the request is for such a route, and its body one that the route reads itself. */
export const takesUpload = ({ routeOptions, raw }: FastifyRequest): boolean => {
  const takes = routeOptions.config?.takesUpload;
  return takes === 'always' || (takes === 'or-json' && isMultipart(raw));
};
