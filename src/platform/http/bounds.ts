/** What a request may be, in one place: docs/limits.md lists these numbers and a test tries each of them. */
export const httpBounds = {
  /** Bytes of a body, except on the routes of `largeBodies`. */
  bodyBytes: 1024 * 1024,
  /** Bytes of a body on the routes of `largeBodies`. */
  largeBodyBytes: 8 * 1024 * 1024,
  /** Objects and lists inside one another. */
  depth: 32,
  /** Members of one object. */
  members: 200,
  /** Items of one list, except on the routes of `largeBodies`. */
  items: 1_000,
  /** Items of one list on the routes of `largeBodies`. */
  largeItems: 10_000,
  /** Values of all kinds in one body, except on the routes of `largeBodies`. */
  values: 50_000,
  /** Values of all kinds in one body on the routes of `largeBodies`. */
  largeValues: 200_000,
  /** Parameters of a query. */
  parameters: 100,
  /** Faults that one answer lists. */
  faults: 100,
  /** Bytes of the request line and all headers together (HTTP parser of Node). */
  headerBytes: 16 * 1024,
  /** Seconds until the headers are complete. */
  headersSeconds: 10,
  /** Seconds until the body is complete; only uploads may continue as long as bytes arrive. */
  bodySeconds: 30,
  /** Seconds without a byte of an upload. */
  uploadIdleSeconds: 30,
  /** Seconds until an upload is complete. */
  uploadSeconds: 3_600,
  /** Seconds that a reader takes in nothing of an answer before it is cut off. */
  stalledSeconds: 30,
  /** Seconds that a connection without a request remains open. */
  idleSeconds: 72,
  /** Connections at a time. */
  connections: 2_000,
  /** Connections at a time from one address (IPv6: from one /64 network). */
  connectionsPerAddress: 500,
} as const;

/** Routes whose body is a list of thousands: they alone take large bodies. Uploads have a limit of their own. */
export const largeBodies: ReadonlySet<string> = new Set(['/api/v1/entitlements/check-batch']);

/** What one JSON body may be. */
export interface BodyBounds {
  readonly depth: number;
  readonly members: number;
  readonly items: number;
  readonly values: number;
}

const { depth, members, items, values, largeItems, largeValues } = httpBounds;
export const usualBody: BodyBounds = { depth, members, items, values };
const largeBody: BodyBounds = { depth, members, items: largeItems, values: largeValues };

export const bodyBoundsOf = (route: string | undefined): BodyBounds =>
  largeBodies.has(route ?? '') ? largeBody : usualBody;
export const bodyBytesOf = (route: string | undefined): number =>
  largeBodies.has(route ?? '') ? httpBounds.largeBodyBytes : httpBounds.bodyBytes;

/** Bytes as people read them: `1 MB`, `16 KB`. */
export const sizeText = (bytes: number): string =>
  bytes % (1024 * 1024) === 0 ? `${bytes / 1024 / 1024} MB` : `${Math.ceil(bytes / 1024)} KB`;
