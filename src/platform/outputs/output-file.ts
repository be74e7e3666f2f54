import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { causeIn, OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';
import type { OperatorTextName } from '../operator-texts.js';

/** A kind of file that commands write. */
export interface OutputKind {
  /** For the message: a report, a backup. */
  readonly name: OperatorText;
  /** Whether an existing file is of this kind, by its first bytes; absent where nothing is ever replaced. */
  readonly isOwn?: (head: Buffer) => boolean;
  /** Whether a folder that does not exist is made for it. */
  readonly makesFolder?: boolean;
}

/** Files and folders that an output must not overwrite. */
export interface OutputLimits {
  /** Folders of the ledger: nothing is written there but by the stores. */
  readonly folders: readonly string[];
  /** Files that the same command reads. */
  readonly inputs?: readonly string[];
}

/** The output cannot be written there; nothing was recorded and nothing changed. `message` names the way out. */
export class OutputRefused extends OperatorFault {}

const asideEnding = '.service-ledger-new';
const headBytes = 4096;
const bufferBytes = 64 * 1024;

/**
 * One file that a command writes: opened before anything is recorded, as a new file beside its target, and renamed to
 * the target at the end, whole or not at all. It never follows a link, never over a file of another kind, never into a
 * folder of the ledger.
 */
export class OutputFile {
  #descriptor: number | undefined;
  #pending: string[] = [];
  #pendingLength = 0;

  private constructor(
    /** Absolute. */
    readonly file: string,
    /** Where it is written meanwhile. */
    readonly aside: string,
    private readonly kind: OutputKind,
    descriptor: number,
  ) {
    this.#descriptor = descriptor;
  }

  /** @throws OutputRefused */
  static open(path: string, kind: OutputKind, limits: OutputLimits): OutputFile {
    const file = placeOf(path, limits);
    judge(file, kind, limits);
    const aside = join(dirname(file), `.${basename(file)}${asideEnding}`);
    try {
      if (kind.makesFolder === true) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // What a run that was killed left; the name is this product's own.
      rmSync(aside, { force: true });
      const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
      return new OutputFile(file, aside, kind, openSync(aside, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600));
    } catch (error) {
      throw unwritable(file, error);
    }
  }

  /** @throws OutputRefused where the disk takes no more */
  write(text: string): void {
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= bufferBytes) this.#flush();
  }

  /** Puts the finished file in its place, on disk. @throws OutputRefused with nothing left of it */
  commit(): void {
    try {
      this.#flush();
      judge(this.file, this.kind, { folders: [] });
      fsyncSync(this.#descriptor!);
      this.#close();
      renameSync(this.aside, this.file);
      syncFolder(dirname(this.file));
    } catch (error) {
      this.discard();
      throw unwritable(this.file, error);
    }
  }

  /** Leaves what was there before. */
  discard(): void {
    this.#close();
    rmSync(this.aside, { force: true });
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#pendingLength = 0;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor!, bytes, at);
    } catch (error) {
      throw unwritable(this.file, error);
    }
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** Where the path leads, links of its folders followed. @throws OutputRefused in a folder of the ledger */
const placeOf = (path: string, { folders }: OutputLimits): string => {
  if (path === '' || path.endsWith(sep) || path.includes('\0'))
    throw new OutputRefused(operatorText('output-unnamed', { path }));
  const file = resolve(path);
  const place = join(real(dirname(file)), basename(file));
  for (const folder of folders) {
    const inside = real(resolve(folder));
    if (place === inside || place.startsWith(inside.endsWith(sep) ? inside : inside + sep))
      throw new OutputRefused(operatorText('output-in-ledger', { file, folder }));
  }
  return place;
};

/** The real path of a folder that need not exist yet. */
const real = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    const above = dirname(folder);
    return above === folder ? folder : join(real(above), basename(folder));
  }
};

const judge = (file: string, kind: OutputKind, { inputs = [] }: OutputLimits): void => {
  const found = statusOf(file, lstatSync);
  if (found === undefined) return;
  const refuse = (why: OperatorTextName, facts: OperatorText['facts'] = {}) =>
    new OutputRefused(operatorText('output-refused', { file, why: operatorText(why, facts) }));
  if (found.isSymbolicLink()) throw refuse('is-link');
  if (!found.isFile()) throw refuse('is-no-file');
  for (const input of inputs) {
    const read = statusOf(input, statSync);
    if (read?.dev === found.dev && read.ino === found.ino) throw refuse('is-input');
  }
  if (kind.isOwn === undefined) throw refuse('exists-already');
  if (!kind.isOwn(headOf(file))) throw refuse('is-other-kind', { purpose: kind.name });
};

const statusOf = (file: string, status: (path: string) => Stats): Stats | undefined => {
  try {
    return status(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw unwritable(file, error);
  }
};

const headOf = (file: string): Buffer => {
  const head = Buffer.alloc(headBytes);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0));
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const syncFolder = (folder: string): void => {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

const unwritable = (file: string, error: unknown): OutputRefused =>
  error instanceof OutputRefused
    ? error
    : new OutputRefused(operatorText('not-written', { file, cause: causeIn(error) }));
