import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AddToRoute } from '../http/server/route-config.js';
import { byTokenAlone } from '../http/server/documented.js';
import { Open } from './caller.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly ignoresBody?: boolean;
    /** Its refusals are pages where a browser asks. */
    readonly isOpenedInBrowsers?: boolean;
    /** Names of fields that are numbers. */
    readonly formNumbers?: readonly string[];
  }
}

/**
 * M6: a route without a login, whose token in the address is the permission. It answers a token that is none, or whose
 * person was erased, with 404, and counts that as a request without a credential (`RateLimits.unauthenticated`). People
 * open it in a browser: refusals are pages there.
 */
export const ByToken = (): MethodDecorator =>
  applyDecorators(Open(), ApiExtension(byTokenAlone, true), AddToRoute({ isOpenedInBrowsers: true }));

/** A route that does as its address names, whatever the form in the body: mail programs send one (RFC 8058). */
export const IgnoresBody = (): MethodDecorator => AddToRoute({ ignoresBody: true });

export const ignoresBody = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config?.ignoresBody === true;

/** A route that takes what a form of its own page sends, besides JSON. `numbers`: the fields that are numbers. */
export const TakesForm = (...numbers: readonly string[]): MethodDecorator => AddToRoute({ formNumbers: numbers });

/**
 * The body that a form sent, as JSON would have it; undefined where the route takes no form, or it is none. A field
 * that was left empty is absent.
 */
export const formOf = (
  { routeOptions, headers }: FastifyRequest,
  bytes: Buffer,
): Readonly<Record<string, string | number>> | undefined => {
  const numbers = routeOptions.config?.formNumbers;
  if (numbers === undefined || !/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? ''))
    return undefined;
  const fields = [...new URLSearchParams(bytes.toString('utf8'))].filter(([, value]) => value !== '');
  // A name that is sent once more is none that the page has: the last one counts.
  return Object.fromEntries(
    fields.map(([name, value]) => [name, numbers.includes(name) && /^\d{1,9}$/.test(value) ? Number(value) : value]),
  );
};
