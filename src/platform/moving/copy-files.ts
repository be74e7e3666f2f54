import type { Files } from '../files/files.js';

/**
 * Copies stored files, sealed ones as they are stored, and checks each in `to`. One that is there already is not copied
 * again. What is unconfirmed stays so.
 * @returns how many files the source has
 */
export async function copyFiles(from: Files, to: Files): Promise<number> {
  const owners = new Map<string, string>();
  for await (const { sha256, owner } of from.unconfirmed()) owners.set(sha256, owner);
  let files = 0;
  for await (const sha256 of from.list()) {
    files += 1;
    const owner = owners.get(sha256);
    const options = { maxBytes: Number.MAX_SAFE_INTEGER, ...(owner !== undefined && { owner }) };
    if (!(await to.has(sha256))) await to.put(from.read(sha256), options);
    await to.verify(sha256);
  }
  return files;
}
