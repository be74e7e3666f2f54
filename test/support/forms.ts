import type { TestApp } from './app.js';

/** A file of a form. */
export interface SentFile {
  readonly name: string;
  readonly content: Buffer | string;
}

interface Sent {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an act with files, as a browser does. */
export const sendForm = async (
  app: TestApp,
  path: string,
  body: object,
  files: readonly SentFile[],
  { key = app.keys.everywhere, headers = {} }: Sent = {},
) => {
  const question = app.http
    .post(`/api/v1${path}`)
    .set({ authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers })
    .field('body', JSON.stringify(body));
  if (key === app.keys.everywhere) void question.set('ledger-vendor', 'seeyon');
  for (const { name, content } of files) void question.attach('files', Buffer.from(content), name);
  return question;
};

/** The bytes of an attached file, and the headers they came with. */
export const download = (app: TestApp, path: string, key: string = app.keys.admin) =>
  app.http
    .get(`/api/v1${path}`)
    .set({ authorization: `Bearer ${key}` })
    .buffer(true)
    .parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
    });

/** Hashes of every stored file, and of those that are unconfirmed. */
export const storedHashes = async ({ stores: { files } }: TestApp) => {
  const [stored, unconfirmed]: [string[], string[]] = [[], []];
  for await (const sha256 of files.list()) stored.push(sha256);
  for await (const { sha256 } of files.unconfirmed()) unconfirmed.push(sha256);
  return { stored: stored.sort(), unconfirmed: unconfirmed.sort() };
};
