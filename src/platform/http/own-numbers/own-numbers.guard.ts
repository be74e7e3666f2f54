import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { numberedFieldsOf, questionsWithin } from './own-number.decorators.js';
import { type Addressed, OwnNumbers } from './own-numbers.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The numbers that the request names objects by, by the ids that were put in their place. */
    askedNumbers?: ReadonlyMap<string, string>;
  }
}

type Dto = abstract new () => object;

/** Which parts of a route's requests may hold numbers of the vendor's own. */
interface Numbered {
  readonly query: Dto | null;
  readonly body: Dto | null;
  readonly address: Addressed | null;
}

const addresses: readonly (readonly [string, Addressed])[] = [
  ['/api/v1/customers/:id', 'customer'],
  ['/api/v1/contracts/:id', 'contract'],
];

/**
 * Runs behind the access guard, which knows the vendor, and before the pipes, which validate the ids that are then in
 * the request. Costs nothing where no number is given.
 */
@Injectable()
export class OwnNumbersGuard implements CanActivate {
  readonly #routes = new WeakMap<object, Numbered>();

  constructor(@Inject(OwnNumbers) private readonly numbers: OwnNumbers) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { query, body, address } = this.#numberedOf(context, request);
    const id = address === null ? undefined : (request.params as { readonly id?: string }).id;
    const isAddressed = id !== undefined && id.includes(':');
    const inQuery = query !== null && this.numbers.given(query, request.query);
    const inBody = body !== null && this.numbers.given(body, request.body);
    if (!isAddressed && !inQuery && !inBody) return true;
    return this.#replace(request, { query: inQuery ? query : null, body: inBody ? body : null, address });
  }

  async #replace(request: FastifyRequest, { query, body, address }: Numbered): Promise<true> {
    const vendor = request.caller!.vendor;
    const params = request.params as { id?: string };
    const asked = new Map<string, string>();
    if (address !== null && params.id !== undefined) {
      const id = await this.numbers.addressed(vendor, address, params.id, '{id}');
      if (id !== params.id) asked.set(id, params.id);
      params.id = id;
    }
    if (query !== null) {
      const given = request.query as Readonly<Record<string, unknown>>;
      const identified = await this.numbers.identified(vendor, query, given, { pointer: '?', unknown: 'not-found' });
      for (const { field, numbers } of numberedFieldsOf(query))
        for (const { name } of numbers)
          if (typeof given[name] === 'string') asked.set(String(identified[field]), given[name]);
      request.query = identified;
    }
    request.askedNumbers = asked;
    if (body !== null)
      request.body = await this.numbers.identified(vendor, body, request.body, { pointer: '/', unknown: 'invalid' });
    return true;
  }

  #numberedOf(context: ExecutionContext, request: FastifyRequest): Numbered {
    const handler = context.getHandler();
    const known = this.#routes.get(handler);
    if (known !== undefined) return known;
    const url = request.routeOptions.url ?? '';
    const numbered = {
      query: dtoOf(context, RouteParamtypes.QUERY),
      body: dtoOf(context, RouteParamtypes.BODY),
      address: addresses.find(([path]) => url === path || url.startsWith(`${path}/`))?.[1] ?? null,
    };
    this.#routes.set(handler, numbered);
    return numbered;
  }
}

/** The class by which a route validates a part of its requests, if numbers may be given there. */
const dtoOf = (context: ExecutionContext, part: RouteParamtypes): Dto | null => {
  const { name } = context.getHandler();
  const named = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) ?? {}) as Readonly<
    Record<string, { readonly index: number }>
  >;
  const argument = Object.entries(named).find(([key]) => key.startsWith(`${part}:`))?.[1];
  if (argument === undefined) return null;
  const types = Reflect.getMetadata('design:paramtypes', context.getClass().prototype as object, name) as
    readonly unknown[] | undefined;
  const type = types?.[argument.index];
  if (typeof type !== 'function' || type === Object || type === String) return null;
  const dto = type as Dto;
  return numberedFieldsOf(dto).length > 0 || questionsWithin(dto).length > 0 ? dto : null;
};
