import { setTimeout as pause } from 'node:timers/promises';
import { Double, ObjectId } from 'mongodb';
import { maxDocumentBytes } from './collection.js';
import type { ServerState } from './server-state.js';
import { amountOf, type Doc, isDoc, isNumeric } from './values.js';
import { maxMessageBytes } from './wire.js';

export const isHello = (name: string): boolean => name === 'hello' || name === 'isMaster' || name === 'ismaster';

/** Of MongoDB 8.0. */
const maxWireVersion = 25;

/**
 * With `maxAwaitTimeMS` there is no answer until the topology is another than the client knows, or the time is over.
 */
export async function hello(
  state: ServerState,
  command: Doc,
  name: string,
  connectionId: number,
  host: string,
): Promise<Record<string, unknown>> {
  await topologyChange(state, command);
  const primary = name === 'hello' ? 'isWritablePrimary' : 'ismaster';
  const { setName, isPrimary, electionId } = state;
  const member = {
    hosts: [host],
    setName,
    setVersion: 1,
    secondary: !isPrimary,
    primary: isPrimary ? host : undefined,
    me: host,
    electionId: isPrimary ? electionId : undefined,
  };
  return {
    helloOk: true,
    [primary]: isPrimary,
    topologyVersion: state.topologyVersion,
    ...(setName === undefined ? {} : member),
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
    ok: new Double(1),
  };
}

async function topologyChange(state: ServerState, command: Doc): Promise<void> {
  const known = command.get('topologyVersion');
  const wait = command.get('maxAwaitTimeMS');
  if (!isDoc(known) || !isNumeric(wait)) return;
  const { processId, counter } = state.topologyVersion;
  const theirs = known.get('processId');
  const same = theirs instanceof ObjectId && theirs.equals(processId as ObjectId);
  if (!same || String(known.get('counter')) !== String(counter)) return;
  const ended = new AbortController();
  const time = pause(Number(amountOf(wait)), undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
  await Promise.race([state.changed(), time]);
  ended.abort();
}
