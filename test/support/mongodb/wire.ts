import { decode } from './bson-reader.js';
import { encode } from './bson-writer.js';
import { docOf } from './plain-documents.js';
import { Refusal } from './errors.js';
import type { Doc } from './values.js';

/** A command received over a connection. */
export interface Request {
  readonly id: number;
  readonly command: Doc;
  /** The form of the first command of a connection: `OP_QUERY`, for hello alone. */
  readonly legacy: boolean;
  /** The client waits for no answer. */
  readonly unacknowledged: boolean;
  /** The client takes more than one answer. */
  readonly exhaust: boolean;
}

export const maxMessageBytes = 48_000_000;
const opMsg = 2013;
const opQuery = 2004;
const opReply = 1;
const checksumPresent = 1;
const moreToCome = 2;
const exhaustAllowed = 0x10000;
const requiredBits = 0xffff;

/** Cuts bytes into messages. */
export class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #length = 0;

  /** @throws Refusal for what is no message; nothing after can be read then */
  *add(bytes: Buffer): Generator<Request> {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    if (this.#rest.length >= 4 && this.#length + this.#rest.length < this.#rest.readInt32LE(0)) return;
    let rest = Buffer.concat([this.#rest, ...this.#parts]);
    this.#parts = [];
    this.#length = 0;
    while (rest.length >= 16) {
      const length = rest.readInt32LE(0);
      if (length < 16 || length > maxMessageBytes) throw new Refusal('ProtocolError', `a message of ${length} bytes`);
      if (rest.length < length) break;
      yield requestOf(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    this.#rest = rest;
  }
}

function requestOf(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === opQuery)
    return { id, command: queryOf(message), legacy: true, unacknowledged: false, exhaust: false };
  if (operation !== opMsg) throw new Refusal('ProtocolError', `the operation ${operation} is not served`);
  const flags = message.readUInt32LE(16);
  const unknown = flags & requiredBits & ~(checksumPresent | moreToCome);
  if (unknown !== 0) throw new Refusal('ProtocolError', `unknown flags ${unknown} of a message`);
  const end = message.length - ((flags & checksumPresent) === 0 ? 0 : 4);
  const command = commandOf(message.subarray(20, end));
  const unacknowledged = (flags & moreToCome) !== 0;
  return { id, command, legacy: false, unacknowledged, exhaust: (flags & exhaustAllowed) !== 0 };
}

/** One body, and sequences of documents that belong to it. */
function commandOf(sections: Buffer): Doc {
  let body: Doc | undefined;
  const sequences: [string, readonly Doc[]][] = [];
  for (let at = 0; at < sections.length;) {
    const kind = sections[at];
    const length = sections.readInt32LE(at + 1);
    const section = sections.subarray(at + 1, at + 1 + length);
    if (kind === 0 && body === undefined) body = decode(section);
    else if (kind === 1) sequences.push(sequenceOf(section.subarray(4)));
    else throw new Refusal('ProtocolError', `a section of kind ${kind}`);
    at += 1 + length;
  }
  if (body === undefined) throw new Refusal('ProtocolError', 'a message has no body');
  for (const [name, docs] of sequences) {
    if (body.has(name)) throw new Refusal('ProtocolError', `duplicate field ${name} of a message`);
    body.set(name, docs);
  }
  return body;
}

function sequenceOf(section: Buffer): [string, readonly Doc[]] {
  const end = section.indexOf(0);
  const docs: Doc[] = [];
  for (let at = end + 1; at < section.length;) {
    const length = section.readInt32LE(at);
    docs.push(decode(section.subarray(at, at + length)));
    at += length;
  }
  return [section.toString('utf8', 0, end), docs];
}

function queryOf(message: Buffer): Doc {
  const end = message.indexOf(0, 20);
  const collection = message.toString('utf8', 20, end);
  if (!collection.endsWith('.$cmd')) throw new Refusal('ProtocolError', 'queries of the old protocol are not served');
  const body = decode(message.subarray(end + 1 + 8));
  return body.set('$db', collection.slice(0, -'.$cmd'.length));
}

let lastId = 0;

/** A message, and its id; with `more`, another answer follows without a question. */
export function answerTo(
  request: Request,
  answer: Readonly<Record<string, unknown>>,
  more: boolean,
): { readonly id: number; readonly bytes: Buffer } {
  const body = encode(docOf(answer));
  const head = Buffer.alloc(request.legacy ? 36 : 21);
  lastId = (lastId + 1) % 2 ** 31;
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(lastId, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? opReply : opMsg, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  } else if (more) {
    head.writeUInt32LE(moreToCome, 16);
  }
  return { id: lastId, bytes: Buffer.concat([head, body]) };
}
