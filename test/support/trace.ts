import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a process did to its files, and what it printed on standard output, in order. */
export type Call =
  | { readonly kind: 'create' | 'sync' | 'unlink'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly at: number | null; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'say'; readonly text: string };

/** Traces what `readTrace` reads: the calls of all threads, each line beginning with the thread's number. */
export const traceTo = (file: string): readonly string[] => [
  'strace',
  '-f',
  '-y',
  '-x',
  '-s',
  '2000000',
  '-o',
  file,
  '-e',
  'trace=open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,' +
    'copy_file_range,sendfile,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat',
];

/**
 * The calls that succeeded on files below the folder, each where it ended; what was written to standard output is
 * placed where it began, since whoever reads it may act from then on. @throws Error for one that writes in a way it
 * does not know
 */
export async function* readTrace(file: string, folder: string): AsyncGenerator<Call> {
  const begun = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: Infinity })) {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const unfinished = /^(.*?)\s*<unfinished \.\.\.>$/.exec(text)?.[1];
    if (unfinished !== undefined) {
      yield* writtenOut(unfinished);
      begun.set(thread, unfinished);
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const call = resumed === undefined ? text : `${begun.get(thread) ?? ''}${resumed}`;
    const [, name, , result] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(call) ?? [];
    if (name === undefined || Number(result) < 0) continue;
    if (resumed === undefined) yield* writtenOut(call);
    yield* read(name, call.slice(name.length + 1), Number(result), folder);
  }
}

/** What a call writes to standard output. */
function* writtenOut(call: string): Generator<Call> {
  const [, text] = /^write\(1<[^>]*>, "((?:[^"\\]|\\.)*)"/.exec(call) ?? [];
  if (text !== undefined) yield { kind: 'say', text: unquoted(text).toString('utf8') };
}

function* read(name: string, rest: string, result: number, folder: string): Generator<Call> {
  const paths = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!);
  const path = /^\d+<([^>]*)>/.exec(rest)?.[1] ?? paths.at(0) ?? '';
  if (!path.startsWith(folder)) return;
  switch (name) {
    case 'open':
    case 'openat':
      if (/O_CREAT/.test(rest)) yield { kind: 'create', path };
      if (/O_TRUNC/.test(rest)) yield { kind: 'truncate', path, size: 0 };
      return;
    case 'pwrite64':
    case 'write': {
      const at = name === 'write' ? null : Number(/, (\d+)\)\s+= \d+/.exec(rest)?.[1]);
      return yield { kind: 'write', path, at, bytes: unquoted(paths[0] ?? '').subarray(0, result) };
    }
    case 'ftruncate':
      return yield { kind: 'truncate', path, size: Number(/, (\d+)\)\s+= 0/.exec(rest)?.[1]) };
    case 'fsync':
    case 'fdatasync':
      return yield { kind: 'sync', path };
    case 'rename':
      return yield { kind: 'rename', path, to: paths[1]! };
    case 'unlink':
    case 'unlinkat':
      return yield { kind: 'unlink', path };
    default:
      throw new Error(`the trace holds a call that is not read: ${name}(${rest.slice(0, 200)}`);
  }
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, '"': 34, '\\': 92 };

/** A text as strace writes it: all of it in hexadecimal, or with the escapes of C. */
function unquoted(text: string): Buffer {
  if (text.startsWith('\\x')) return Buffer.from(text.replaceAll('\\x', ''), 'hex');
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '\\') bytes.push(text.charCodeAt(at));
    else {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0];
      bytes.push(octal === undefined ? escapes[text[at + 1]!]! : Number.parseInt(octal, 8));
      at += octal?.length ?? 1;
    }
  }
  return Buffer.from(bytes);
}
