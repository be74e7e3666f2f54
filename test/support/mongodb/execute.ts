import { setTimeout as pause } from 'node:timers/promises';
import { Binary, Double } from 'mongodb';
import { Arguments } from './arguments.js';
import { aggregateCommand } from './commands/aggregate.js';
import type { Answer, Command, Commands, Context } from './commands/command.js';
import { definitionCommands } from './commands/definitions.js';
import { findAndModifyCommand } from './commands/find-and-modify.js';
import { readCommands } from './commands/reads.js';
import { writeCommands } from './commands/writes.js';
import { type Concerns, concernsOf, unsatisfied } from './concerns.js';
import { changesTopology, nameOfCode, notServed, Refusal, retryable } from './errors.js';
import type { Fault } from './planned-faults.js';
import type { Statements } from './retryable-writes.js';
import type { ServerState } from './server-state.js';
import type { Doc } from './values.js';

const commands = new Map<string, Command>(
  Object.entries({
    ...readCommands,
    ...writeCommands,
    ...findAndModifyCommand,
    ...aggregateCommand,
    ...definitionCommands,
    ping: { kind: 'neither', run: (args) => named(args, 'ping') },
    buildInfo: {
      kind: 'neither',
      run: (args) => ({ ...named(args, 'buildInfo'), version: '8.0.0', versionArray: [8, 0, 0, 0] }),
    },
    endSessions: { kind: 'neither', run: (args) => named(args, 'endSessions') },
  } satisfies Commands),
);
const unserved = new Set(
  (
    'serverStatus dbStats collStats explain commitTransaction abortTransaction bulkWrite hostInfo getParameter ' +
    'setParameter collMod currentOp killOp validate compact replSetGetStatus usersInfo createUser mapReduce refreshSessions'
  ).split(' '),
);

function named(args: Arguments, name: string): Answer {
  args.take(name);
  args.end();
  return {};
}

/** Runs a command, with the faults that are part of its answer. */
export async function execute(state: ServerState, name: string, doc: Doc, fault: Fault | undefined): Promise<Answer> {
  const args = new Arguments(name, doc);
  let write = false;
  try {
    const command = commandNamed(name);
    const common = takeCommon(args);
    write = common.transaction !== undefined;
    if (name === 'getMore' && common.maxTimeMs !== undefined)
      throw new Refusal('BadValue', 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
    const concerns = concernsOf(args, command.kind, state.isReplicaSet);
    state.record({ name, database: common.database, ...concerns, command: doc });
    await delayed(fault, common.maxTimeMs);
    if (fault?.errorCode !== undefined) return labelled(plannedFailure(state, fault.errorCode), write, fault);
    state.checkRole(command.kind, doc);
    const statements = statementsOf(state, name, command, common);
    const answer = command.run(args, contextOf(state, common.database, statements));
    const whole = { ...answer, ...writeConcernOutcome(concerns, fault, state), ok: new Double(1) };
    return labelled(whole, write, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return labelled(failure(error.code, error.message, error.more), write, fault);
  }
}

function commandNamed(name: string): Command {
  const command = commands.get(name);
  if (command !== undefined) return command;
  if (unserved.has(name)) throw notServed(`the command ${name}`);
  throw new Refusal('CommandNotFound', `no such command: '${name}'`);
}

interface Common {
  readonly database: string;
  readonly session: string | undefined;
  readonly transaction: bigint | undefined;
  readonly maxTimeMs: number | undefined;
}

/** The fields that every command may have. */
function takeCommon(args: Arguments): Common {
  args.refuse('startTransaction', 'autocommit', 'apiVersion', 'apiStrict', '$clusterTime');
  const database = args.text('$db');
  const session = args.optionalDocument('lsid')?.get('id');
  const number = args.take('txnNumber');
  args.take('comment');
  args.optionalDocument('$readPreference');
  const maxTimeMs = args.optionalCount('maxTimeMS');
  if (number !== undefined && session === undefined)
    throw new Refusal('InvalidOptions', 'Transaction number requires a session ID to also be specified');
  return {
    database,
    session: session instanceof Binary ? Buffer.from(session.value()).toString('hex') : undefined,
    transaction: number === undefined ? undefined : BigInt(String(number)),
    maxTimeMs: maxTimeMs === 0 ? undefined : maxTimeMs,
  };
}

export async function delayed(fault: Fault | undefined, maxTimeMs = Infinity): Promise<void> {
  if (fault?.delayMs === undefined) return;
  await pause(Math.min(fault.delayMs, maxTimeMs));
  if (fault.delayMs >= maxTimeMs) throw new Refusal('MaxTimeMSExpired', 'operation exceeded time limit');
}

function statementsOf(
  state: ServerState,
  name: string,
  command: Command,
  { transaction, session }: Common,
): Statements | undefined {
  if (transaction === undefined || session === undefined) return undefined;
  if (!state.isReplicaSet)
    throw new Refusal('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  if (command.retryable !== true)
    throw new Refusal(
      'NotARetryableWriteCommand',
      `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false ` +
        `was not provided, and ${name} is not a retryable write command.`,
    );
  return state.retryableWrites.begin(session, transaction);
}

function contextOf(state: ServerState, database: string, statements: Statements | undefined): Context {
  const { databases, cursors, beforeUpsert } = state;
  return { databases, cursors, database, statements, beforeUpsert };
}

function writeConcernOutcome(concerns: Concerns, fault: Fault | undefined, state: ServerState): Answer {
  if (fault?.writeConcernError !== undefined) {
    return { writeConcernError: fault.writeConcernError };
  }
  const error = unsatisfied(concerns.writeConcern, state.isReplicaSet);
  return error === undefined ? {} : { writeConcernError: error };
}

/**
 * After an error of a primary that changes it is primary again: drivers wait for a later version than the error has.
 */
function plannedFailure(state: ServerState, code: number): Answer {
  const more = changesTopology.has(code) ? { topologyVersion: state.passingChange() } : {};
  return failure(code, 'planned by the test', more);
}

export const failure = (code: number, message: string, more: Readonly<Record<string, unknown>>): Answer => ({
  ok: new Double(0),
  errmsg: message,
  code,
  codeName: nameOfCode(code),
  ...more,
});

/** Marks what a driver may send again, as the engine does for writes with a transaction number. */
function labelled(answer: Answer, write: boolean, fault: Fault | undefined): Answer {
  if (fault?.errorLabels !== undefined) {
    const { errorLabels } = fault;
    return errorLabels.length === 0 ? answer : { ...answer, errorLabels };
  }
  const concern = answer['writeConcernError'] as { readonly code?: unknown } | undefined;
  const code = answer['code'] ?? concern?.code;
  return write && retryable.has(Number(code)) ? { ...answer, errorLabels: ['RetryableWriteError'] } : answer;
}

export const nameOf = (command: Doc): string => [...command.keys()][0] ?? '';
