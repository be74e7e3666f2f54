/** The engine's names for its codes. */
const codes = {
  BadValue: 2,
  HostUnreachable: 6,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotCreateIndex: 67,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  WriteConcernFailed: 64,
  ConflictingUpdateOperators: 40,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  UnknownReplWriteConcern: 79,
  UnsatisfiableWriteConcern: 100,
  NotAReplicaSet: 123,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  CannotIndexParallelArrays: 171,
  InvalidPipelineOperator: 168,
  PrimarySteppedDown: 189,
  TransactionTooOld: 225,
  NotImplemented: 238,
  MechanismUnavailable: 334,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  Location15952: 15952,
  Location15955: 15955,
  Location15958: 15958,
  Location15975: 15975,
  Location15976: 15976,
  Location15998: 15998,
  Location16410: 16410,
  Location31249: 31249,
  Location31250: 31250,
  Location31253: 31253,
  Location31254: 31254,
  Location40156: 40156,
  Location40160: 40160,
  Location40234: 40234,
  Location40238: 40238,
  Location40323: 40323,
  Location40324: 40324,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
  Location51024: 51024,
  Location51108: 51108,
  NotARetryableWriteCommand: 50768,
  Location51272: 51272,
} as const;

export type CodeName = keyof typeof codes;

/** A refusal of the server, by the engine's own code. */
export class Refusal extends Error {
  readonly code: number;

  constructor(
    readonly codeName: CodeName,
    message: string,
    /** What else the answer has, e.g. `keyPattern`. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = codes[codeName];
  }
}

/** For what the engine knows and this server does not: nothing is ignored. */
export const notServed = (what: string): Refusal =>
  new Refusal('NotImplemented', `${what}: not served by the server of these tests`);

export const nameOfCode = (code: number): string =>
  Object.entries(codes).find(([, value]) => value === code)?.[0] ?? `Location${code}`;

/** Codes of a primary that is none any more, or that shuts down. */
export const changesTopology = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** Codes that drivers of retryable writes try again; the server marks them itself. */
export const retryable = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
