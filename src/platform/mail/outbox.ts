import { DAY } from '../../../domain/kernel/durations.js';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { isAddress } from './address.js';
import type { Mail, MailAnswer, MailPort } from './mail.js';
import { messageOf, threadOf } from './message.js';

/** M7: how long a mail is kept where it does not name another time. */
const usualDays = 30;
const sweepMs = 3_600_000;
/** What a name is made of: nothing that leads out of the folder, and no dot, which separates the parts. */
const part = /^[\w-]{1,200}$/;
/** In a line that is split at spaces. */
const quoted = /^[\w.-]{1,200}$/;
/** `<obligation>.<recipient>.eml`, or hidden with a random ending while it is written. */
const fileName = /^(?:[\w-]+\.([\w-]+)\.eml|\.[\w-]+\.([\w-]+)\.[\w-]+\.part)$/;
/** The first line of a file: when it is deleted. */
const deleteAfter = /^X-Delete-After: (\S{24})\r\n/;
const firstLineBytes = 64;

/**
 * Mail as files that a mail program opens, instead of a server. They hold persons in plain text: the folder is its
 * owner's alone, and no backup has it.
 */
export class Outbox implements MailPort {
  readonly #writing = new Set<Promise<unknown>>();
  #fault: string | null = null;
  #sweep: NodeJS.Timeout | undefined;

  private constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** Makes the folder where it is absent; from then on, what was kept long enough is deleted. */
  static open(folder: string, now: () => number): Outbox {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const outbox = new Outbox(folder, now);
    outbox.#sweep = setInterval(() => void outbox.deleteOld(), sweepMs);
    outbox.#sweep.unref();
    void outbox.deleteOld();
    return outbox;
  }

  async send(mail: Mail): Promise<MailAnswer> {
    if (!isAddress(mail.to.address)) return { outcome: 'permanent', code: '5.1.3' };
    const writing = this.#write(mail);
    this.#writing.add(writing);
    try {
      await writing;
      this.#fault = null;
      return { outcome: 'accepted' };
    } catch (error) {
      this.#fault = `the outbox cannot be written (${faultOf(error)})`;
      throw error;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /** A7: also what is being written now. */
  async forget(id: string): Promise<void> {
    await Promise.allSettled([...this.#writing]);
    for (const name of await readdir(this.folder)) {
      const [, finished, unfinished] = fileName.exec(name) ?? [];
      const recipient = finished ?? unfinished;
      if (recipient === undefined) continue;
      const file = join(this.folder, name);
      if (recipient === id || (await quotes(file, id))) await overwriteAndDelete(file);
    }
  }

  fault(): string | null {
    return this.#fault;
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.allSettled([...this.#writing]);
  }

  /** M7: what was kept long enough, and what an interrupted process left half written a day ago. */
  async deleteOld(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      if (!fileName.test(name)) continue;
      const file = join(this.folder, name);
      try {
        if ((await lastInstantOf(file)) < this.now()) await overwriteAndDelete(file);
      } catch (error) {
        if (faultOf(error) !== 'ENOENT') this.#fault = `the outbox cannot be cleared (${faultOf(error)})`;
      }
    }
  }

  /** Whole or not at all, also over a power cut: written aside, then renamed. */
  async #write(mail: Mail): Promise<void> {
    const { obligationId, recipientKey, quotes = [], retentionDays = usualDays } = mail;
    if (!part.test(obligationId) || !part.test(recipientKey) || !quotes.every((id) => quoted.test(id)))
      throw new Error('obligations, recipients and what a mail quotes are named by letters, digits, - and _');
    const until = new Date(this.now() + retentionDays * DAY).toISOString();
    const ownLines = [`X-Delete-After: ${until}`, ...(quotes.length === 0 ? [] : [`X-Quotes: ${quotes.join(' ')}`])];
    const message = await new MailComposer(messageOf(mail, new Date(this.now()))).compile().build();
    const aside = join(this.folder, `.${obligationId}.${recipientKey}.${randomUUID()}.part`);
    try {
      await withFile(aside, 'wx', async (file) => {
        await file.writeFile(Buffer.concat([Buffer.from(ownLines.map((line) => `${line}\r\n`).join('')), message]));
        await file.sync();
      });
      await rename(aside, join(this.folder, `${obligationId}.${recipientKey}.eml`));
      await withFile(this.folder, 'r', (folder) => folder.sync());
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }
}

/** Of mails that earlier versions kept, by the thread of a request alone. */
const quotes = async (file: string, id: string): Promise<boolean> => {
  // Another process may have deleted it meanwhile.
  const text = await readFile(file, 'latin1').catch(() => '');
  return quotedIn(text).includes(id) || text.includes(threadOf(id));
};
/** The second line of a file. */
const quoteLine = /^X-Delete-After: \S{24}\r\nX-Quotes: (.*)\r\n/;
const quotedIn = (text: string): readonly string[] => quoteLine.exec(text)?.[1]?.split(' ') ?? [];

const withFile = async (path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> => {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    await file.close();
  }
};

/** Epoch ms until which a file is kept: as its first line names it, else a day from when it was written. */
const lastInstantOf = async (file: string): Promise<number> => {
  let until = 0;
  await withFile(file, 'r', async (opened) => {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(firstLineBytes), 0, firstLineBytes, 0);
    const named = file.endsWith('.eml') ? deleteAfter.exec(buffer.toString('latin1', 0, bytesRead))?.[1] : undefined;
    until = named === undefined ? (await opened.stat()).mtimeMs + DAY : Date.parse(named);
  });
  return until;
};

/** The bytes are overwritten first, so that they are not left on the disk without a name. */
const overwriteAndDelete = async (file: string): Promise<void> => {
  await withFile(file, 'r+', async (opened) => {
    await opened.write(Buffer.alloc((await opened.stat()).size));
    await opened.sync();
  });
  await rm(file, { force: true });
};

const faultOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
