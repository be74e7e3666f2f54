import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Call } from './trace.js';

/** Bytes that grow where they are written beyond their end. */
class Bytes {
  #bytes = Buffer.alloc(0);
  size = 0;

  write(at: number, bytes: Buffer): void {
    const end = at + bytes.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.size);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, at);
    this.size = Math.max(this.size, end);
  }

  truncate(size: number): void {
    if (size > this.size) this.write(size - 1, Buffer.alloc(1));
    this.#bytes.fill(0, size);
    this.size = size;
  }

  copy(): Bytes {
    const copy = new Bytes();
    copy.write(0, this.all());
    return copy;
  }

  all(): Buffer {
    return this.#bytes.subarray(0, this.size);
  }
}

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly size: number };
const apply = (bytes: Bytes, change: Change): void =>
  'size' in change ? bytes.truncate(change.size) : bytes.write(change.at, change.bytes);

interface File {
  /** What a power cut cannot take any more. */
  readonly synced: Bytes;
  readonly written: Bytes;
  pending: Change[];
}
/** A name that was given or taken away, not yet certain: the folder was not synced since. */
interface Naming {
  readonly folder: string;
  readonly apply: (names: Map<string, File>) => void;
}

const sector = 512;

/**
 * A disk that keeps what was synced and may forget all else: bytes of a file until that file is synced, names until
 * their folder is. Harder than any journalling file system, and what POSIX promises.
 */
export class Disk {
  #names = new Map<string, File>();
  #synced = new Map<string, File>();
  #namings: Naming[] = [];

  accept(call: Call): void {
    switch (call.kind) {
      case 'say':
        return;
      case 'create': {
        if (this.#names.has(call.path)) return;
        const file: File = { synced: new Bytes(), written: new Bytes(), pending: [] };
        return this.#name(dirname(call.path), (names) => names.set(call.path, file));
      }
      case 'write': {
        const file = this.#names.get(call.path);
        return file && this.#change(file, { at: call.at ?? file.written.size, bytes: call.bytes });
      }
      case 'truncate': {
        const file = this.#names.get(call.path);
        return file && this.#change(file, { size: call.size });
      }
      case 'sync':
        return this.#sync(call.path);
      case 'unlink':
        return this.#name(dirname(call.path), (names) => names.delete(call.path));
      case 'rename': {
        const file = this.#names.get(call.path);
        return this.#name(dirname(call.path), (names) => {
          if (file) names.set(call.to, file);
          names.delete(call.path);
        });
      }
    }
  }

  /** Writes the files as they are without a cut. */
  whole(folder: string): void {
    for (const [path, { written }] of this.#names) write(folder, path, written);
  }

  /** Writes the files as a power cut leaves them: synced bytes under synced names, nothing else. */
  cut(folder: string): void {
    for (const [path, { synced }] of this.#synced) write(folder, path, synced);
  }

  /**
   * The same where the disk had begun on the rest: any of the unsynced writes, in sectors, and names up to some
   * point.
   */
  torn(folder: string, random: () => number): void {
    const names = new Map(this.#synced);
    for (const naming of this.#namings.slice(0, Math.floor(random() * (this.#namings.length + 1)))) naming.apply(names);
    for (const [path, { synced, pending }] of names) {
      const bytes = synced.copy();
      for (const change of pending) for (const part of parts(change, random)) apply(bytes, part);
      write(folder, path, bytes);
    }
  }

  #change(file: File, change: Change): void {
    apply(file.written, change);
    file.pending.push(change);
  }

  #name(folder: string, change: Naming['apply']): void {
    change(this.#names);
    this.#namings.push({ folder, apply: change });
  }

  #sync(path: string): void {
    const file = this.#names.get(path);
    if (file) {
      for (const change of file.pending.splice(0)) apply(file.synced, change);
      return;
    }
    const certain = this.#namings.filter(({ folder }) => folder === path);
    this.#namings = this.#namings.filter(({ folder }) => folder !== path);
    for (const naming of certain) naming.apply(this.#synced);
  }
}

/** None of a write, all of it, or some of its sectors. */
function parts(change: Change, random: () => number): readonly Change[] {
  const choice = random();
  if (choice < 1 / 3) return [];
  if ('size' in change || choice < 2 / 3) return [change];
  const sectors = Array.from({ length: Math.ceil(change.bytes.length / sector) }, (_, n) => ({
    at: change.at + n * sector,
    bytes: change.bytes.subarray(n * sector, (n + 1) * sector),
  }));
  return sectors.filter(() => random() < 0.5);
}

/** Locks and shared memory are of no process any more. */
const ofProcesses = /(?:-shm|\.lock|\.lock-journal|\.pid)$/;

function write(folder: string, path: string, bytes: Bytes): void {
  if (ofProcesses.test(path)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, basename(path)), bytes.all());
}
