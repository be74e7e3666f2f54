import { Arguments } from './arguments.js';
import { plain } from './plain-documents.js';
import { Refusal } from './errors.js';
import type { Doc } from './values.js';

/** What a command asked for; undefined where it left that to the server's defaults. */
export interface Concerns {
  readonly writeConcern: Readonly<Record<string, unknown>> | undefined;
  readonly readConcern: Readonly<Record<string, unknown>> | undefined;
}

const levels = new Set(['local', 'majority', 'linearizable', 'available']);

/** @throws Refusal for a concern that the command does not take */
export function concernsOf(args: Arguments, kind: 'read' | 'write' | 'neither', isReplicaSet: boolean): Concerns {
  const write = args.optionalDocument('writeConcern');
  const read = args.optionalDocument('readConcern');
  if (write !== undefined && kind !== 'write')
    throw new Refusal('InvalidOptions', `Command ${args.name} does not support writeConcern`);
  if (read !== undefined && kind !== 'read')
    throw new Refusal('InvalidOptions', `Command ${args.name} does not support read concern`);
  if (write !== undefined) checkWriteConcern(write);
  if (read !== undefined) checkReadConcern(read, isReplicaSet);
  return { writeConcern: write && plain(write), readConcern: read && plain(read) };
}

function checkWriteConcern(concern: Doc): void {
  const args = new Arguments('writeConcern', concern);
  const w = args.take('w');
  const j = args.flag('j');
  for (const time of ['wtimeout', 'wtimeoutMS']) args.optionalNumber(time);
  args.flag('fsync');
  args.end();
  if (j && Number(w) === 0) throw new Refusal('FailedToParse', 'cannot have j:true with w:0');
}

function checkReadConcern(concern: Doc, isReplicaSet: boolean): void {
  const args = new Arguments('readConcern', concern);
  const level = args.optionalText('level');
  args.refuse('afterClusterTime', 'atClusterTime', 'provenance');
  args.end();
  if (level === 'snapshot') throw new Refusal('NotImplemented', 'readConcern snapshot: not served');
  if (level === 'linearizable' && !isReplicaSet)
    throw new Refusal('NotAReplicaSet', 'node needs to be a replica set member to use read concern');
  if (level !== undefined && !levels.has(level))
    throw new Refusal(
      'FailedToParse',
      `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`,
    );
}

/** The error of a concern that one server cannot meet; what was written remains. */
export function unsatisfied(
  concern: Concerns['writeConcern'],
  isReplicaSet: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const w = concern?.['w'];
  if (w === undefined || w === 'majority' || w === 0 || w === 1) return undefined;
  if (!isReplicaSet) throw new Refusal('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  if (typeof w === 'number')
    return { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes' };
  return { code: 79, codeName: 'UnknownReplWriteConcern', errmsg: `No write concern mode named '${String(w)}' found` };
}
