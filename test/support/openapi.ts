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
  readonly description: string;
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
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
            readonly responses: Readonly<Record<string, Answer>>;
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
export interface Operation {
  /** `POST /api/v1/contracts` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly bodies: Readonly<Record<string, Media>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export const operationsOf = ({ paths }: OpenApi): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, { parameters = [], requestBody, responses }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters,
        bodies: requestBody?.content ?? {},
        answers: responses,
      })),
  );

/** A schema with its references followed. */
export const resolved = (document: OpenApi, schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : resolved(document, document.components.schemas[schema.$ref.slice('#/components/schemas/'.length)]!);
