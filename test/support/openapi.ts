/** The parts of an OpenAPI document that tests walk. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}
export interface Answer {
  readonly $ref?: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, Media>>;
}
export interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId?: string;
            readonly 'x-roles'?: readonly string[];
            readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
            readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
            readonly responses: Readonly<Record<string, Answer>>;
          }
        >
      >
    >
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly headers: Readonly<Record<string, object>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}
export interface Operation {
  /** `POST /api/v1/contracts` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly id: string | undefined;
  readonly roles: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly bodies: Readonly<Record<string, Media>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** An answer that goes on until somebody ends it is tried by tests of its own. */
export const endsByItself = ({ answers }: Operation): boolean =>
  !Object.values(answers).some(({ content }) => 'text/event-stream' in (content ?? {}));

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export const operationsOf = ({ paths, components }: OpenApi): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, { operationId, 'x-roles': roles = [], parameters = [], requestBody, responses }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        id: operationId,
        roles,
        parameters: parameters.map((each) =>
          '$ref' in each ? components.parameters[each.$ref.replace('#/components/parameters/', '')]! : each,
        ),
        bodies: requestBody?.content ?? {},
        answers: Object.fromEntries(
          Object.entries(responses).map(([status, answer]) => [
            status,
            answer.$ref === undefined
              ? answer
              : components.responses[answer.$ref.slice('#/components/responses/'.length)]!,
          ]),
        ),
      })),
  );

/** A schema with its references followed. */
export const resolved = (document: OpenApi, schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : resolved(document, document.components.schemas[schema.$ref.slice('#/components/schemas/'.length)]!);
