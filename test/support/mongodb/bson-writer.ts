import { Binary, BSONRegExp, Double, Int32, Long, MinKey, ObjectId } from 'mongodb';
import { type Doc, isArray, isDoc, type Value } from './values.js';

/** Documents that are stored are sent again and again. */
const written = new WeakMap<Doc, Buffer>();

export function encode(doc: Doc): Buffer {
  const known = written.get(doc);
  if (known !== undefined) return known;
  const bytes = new Writer().whole(doc);
  written.set(doc, bytes);
  return bytes;
}

/** Writes one document after the other into one buffer, which grows. */
class Writer {
  #bytes = Buffer.allocUnsafe(512);
  #at = 0;

  whole(doc: Doc): Buffer {
    this.#document(doc);
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  #document(fields: Iterable<readonly [string, Value]>): void {
    const start = this.#at;
    this.#room(4);
    this.#at += 4;
    for (const [name, value] of fields) this.#element(name, value);
    this.#byte(0);
    this.#bytes.writeInt32LE(this.#at - start, start);
  }

  #element(name: string, value: Value): void {
    const typeAt = this.#at;
    this.#byte(0);
    this.#terminated(name);
    const type = this.#value(value);
    this.#bytes[typeAt] = type;
  }

  /** @returns the type of the element */
  #value(value: Value): number {
    if (value === null) return 0x0a;
    if (typeof value === 'string') {
      const lengthAt = this.#at;
      this.#int32(0);
      this.#terminated(value);
      this.#bytes.writeInt32LE(this.#at - lengthAt - 4, lengthAt);
      return 0x02;
    }
    if (typeof value === 'boolean') {
      this.#byte(Number(value));
      return 0x08;
    }
    if (isArray(value)) {
      this.#document(value.map((element, index) => [String(index), element] as const));
      return 0x04;
    }
    if (isDoc(value)) {
      const known = written.get(value);
      if (known === undefined) this.#document(value);
      else this.#raw(known);
      return 0x03;
    }
    if (value instanceof Date) {
      this.#int64(BigInt(value.getTime()));
      return 0x09;
    }
    if (value instanceof Int32) {
      this.#int32(value.value);
      return 0x10;
    }
    if (value instanceof Long) {
      this.#int64(value.toBigInt());
      return 0x12;
    }
    if (value instanceof Double) {
      this.#room(8);
      this.#at = this.#bytes.writeDoubleLE(value.value, this.#at);
      return 0x01;
    }
    if (value instanceof ObjectId) {
      this.#raw(value.id);
      return 0x07;
    }
    if (value instanceof Binary) {
      const bytes = value.value();
      this.#int32(bytes.length);
      this.#byte(value.sub_type);
      this.#raw(bytes);
      return 0x05;
    }
    if (value instanceof BSONRegExp) {
      this.#terminated(value.pattern);
      this.#terminated(value.options);
      return 0x0b;
    }
    return value instanceof MinKey ? 0xff : 0x7f;
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value;
  }

  #int32(value: number): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32LE(value, this.#at);
  }

  #int64(value: bigint): void {
    this.#room(8);
    this.#at = this.#bytes.writeBigInt64LE(value, this.#at);
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** UTF-8 takes at most three bytes for each unit of a text. */
  #terminated(text: string): void {
    this.#room(text.length * 3 + 1);
    this.#at += this.#bytes.write(text, this.#at);
    this.#bytes[this.#at++] = 0;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + more));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}
