import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';

/** Bytes from the beginning that a type is judged by. */
const judged = 64 * 1024;

/** Hands content through, and judges its media type by how it begins, whatever it is called. */
export class JudgedContent {
  #head: Buffer[] = [];
  #size = 0;

  async *of(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of content) {
      if (this.#size < judged) this.#head.push(Buffer.from(part.subarray(0, judged - this.#size)));
      this.#size += part.length;
      yield part;
    }
  }

  async type(): Promise<string> {
    const head = Buffer.concat(this.#head);
    // What it cannot read to its end it has no type for.
    const known = await fileTypeFromBuffer(head).catch(() => undefined);
    return known?.mime ?? (isText(head, this.#size > head.length) ? 'text/plain' : 'application/octet-stream');
  }
}

/** UTF-8 without control characters; where the content goes on, its last character may be cut. */
const isText = (head: Buffer, goesOn: boolean): boolean => {
  const cuts = goesOn ? [0, 1, 2, 3] : [0];
  return (
    head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d) &&
    cuts.some((cut) => isUtf8(head.subarray(0, head.length - cut)))
  );
};
