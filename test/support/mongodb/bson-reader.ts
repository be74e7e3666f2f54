import { Binary, BSONRegExp, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'mongodb';
import { Refusal } from './errors.js';
import type { Doc, Value } from './values.js';

/** Reads documents field by field: JavaScript objects would reorder names that are numbers. */
class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  document(): Doc {
    const doc: Doc = new Map();
    this.#elements((name, value) => doc.set(name, value));
    return doc;
  }

  #elements(add: (name: string, value: Value) => void): void {
    const end = this.#at + this.#int();
    if (end > this.bytes.length) throw invalid('a document is longer than its message');
    for (;;) {
      const type = this.bytes[this.#at++];
      if (type === 0) break;
      if (type === undefined) throw invalid('a document has no end');
      const name = this.#name();
      add(name, this.#value(type));
    }
    if (this.#at !== end) throw invalid('a document has another length than it states');
  }

  #value(type: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.#take(8).readDoubleLE());
      case 0x02:
        return this.#text();
      case 0x03:
        return this.document();
      case 0x04: {
        const values: Value[] = [];
        this.#elements((_name, value) => values.push(value));
        return values;
      }
      case 0x05: {
        const length = this.#int();
        const subtype = this.bytes[this.#at++]!;
        if (subtype === 2) throw invalid('binary of the old subtype 2');
        return new Binary(Buffer.from(this.#take(length)), subtype);
      }
      case 0x07:
        return new ObjectId(Buffer.from(this.#take(12)));
      case 0x08:
        return this.bytes[this.#at++] === 1;
      case 0x09:
        return new Date(Number(this.#take(8).readBigInt64LE()));
      case 0x0a:
        return null;
      case 0x0b:
        return new BSONRegExp(this.#name(), this.#name());
      case 0x10:
        return new Int32(this.#int());
      case 0x12:
        return Long.fromBigInt(this.#take(8).readBigInt64LE());
      case 0x7f:
        return new MaxKey();
      case 0xff:
        return new MinKey();
      default:
        throw new Refusal('NotImplemented', `BSON type 0x${type.toString(16)} is not served by this server`);
    }
  }

  #take(length: number): Buffer {
    const part = this.bytes.subarray(this.#at, (this.#at += length));
    if (part.length !== length) throw invalid('a document ends too early');
    return part;
  }

  #int(): number {
    return this.#take(4).readInt32LE();
  }

  #name(): string {
    const end = this.bytes.indexOf(0, this.#at);
    if (end < 0) throw invalid('a name has no end');
    const name = this.bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return name;
  }

  #text(): string {
    return this.#take(this.#int()).toString('utf8').slice(0, -1);
  }
}

const invalid = (message: string): Refusal => new Refusal('FailedToParse', `invalid BSON: ${message}`);

export const decode = (bytes: Buffer): Doc => new Reader(bytes).document();
