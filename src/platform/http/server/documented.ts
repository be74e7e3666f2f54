import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtension, ApiResponse } from '@nestjs/swagger';
import { listBounds } from '../conventions/lists.js';
import type { ProblemCode } from '../problems/catalogue.js';
import { Offers } from './accept.guard.js';
import { type Schema, text } from './schemas.js';

/** Where `describeApi` finds the codes of a route; it is not published. */
export const codesOfRoute = 'x-problem-codes';
/** Whether a read shows the revision of its object; it is not published. */
export const showsRevision = 'x-shows-revision';
/** The roles that may use an operation; published. */
export const rolesOfRoute = 'x-roles';

/** Whether an operation has no login: its token is in the address; it is not published. */
export const byTokenAlone = 'x-by-token-alone';

/** The schema of a body that may also be sent as a form; `describeApi` puts it where it belongs. */
export const formOfRoute = 'x-form';

/** What the description of a route holds besides its path and parameters. */
export interface RouteDocs {
  readonly status?: 200 | 201 | 202;
  readonly answer: Schema;
  /** Codes besides those that any route of its kind can answer. */
  readonly refuses?: readonly ProblemCode[];
  /** The DTO or schema of the body, and bodies that a test sends; ids in them are made to fit. */
  readonly body?: { readonly type: abstract new () => object; readonly form?: Schema } | { readonly schema: Schema };
  readonly examples?: Readonly<Record<string, object>>;
  /** One, or all that the route answers with. */
  readonly contentType?: string | readonly string[];
  /** Answers of other content types that the caller may ask for, by type. */
  readonly otherwise?: Readonly<Record<string, Schema>>;
  /** A list that is also answered as CSV. */
  readonly csv?: true;
  /** A read that answers with the ETag of its object. */
  readonly etag?: true;
}

/** Puts what a route answers, refuses and takes into the OpenAPI; tests hold answers and examples against it. */
export const Documented = ({
  status = 200,
  answer,
  refuses = [],
  body,
  examples = {},
  contentType = 'application/json',
  otherwise = {},
  csv,
  etag,
}: RouteDocs): MethodDecorator => {
  const content = Object.fromEntries([
    ...[contentType].flat().map((type) => [type, { schema: answer }] as const),
    ...Object.entries(otherwise).map(([type, schema]) => [type, { schema }] as const),
    ...(csv === undefined ? [] : [['text/csv', { schema: wholeList }] as const]),
  ]);
  const form = body !== undefined && 'form' in body ? body.form : undefined;
  const described = body !== undefined && 'type' in body ? { type: body.type } : body;
  return applyDecorators(
    ApiResponse({ status, description: 'Done', content }),
    Offers(Object.keys(content)),
    Refuses(refuses),
    ...(etag === undefined ? [] : [ApiExtension(showsRevision, true)]),
    ...(form === undefined ? [] : [ApiExtension(formOfRoute, form)]),
    ...(body === undefined
      ? []
      : [
          ApiBody({
            ...described,
            required: true,
            examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
          } as Parameters<typeof ApiBody>[0]),
        ]),
  );
};

const wholeList: Schema = {
  ...text,
  description:
    'All rows that the filters leave, from `cursor` on where it is given; `limit` does not count. ' +
    `Behind ${listBounds.csvRows} rows a last line states that there are more.`,
};

/** Codes of a route besides those that any route of its kind can answer. */
export const Refuses = (codes: readonly ProblemCode[]): MethodDecorator => ApiExtension(codesOfRoute, codes);
