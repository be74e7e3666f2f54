import { AddToRoute } from './route-config.js';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly takesUpload?: boolean;
  }
}

/** A route that reads its multipart body itself, piece by piece, after the caller has been admitted. */
export const TakesUpload = (): MethodDecorator => AddToRoute({ takesUpload: true });

/** Whether the request is for such a route. */
export const takesUpload = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config?.takesUpload === true;
