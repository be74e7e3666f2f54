import type { Files } from '../files/files.js';

/**
 * Copies stored files, sealed ones as they are stored, and checks each in `to`. One that is there already is not copied
 * again.
 * @returns how many files the source has
 */
export async function copyFiles(from: Files, to: Files): Promise<number> {
  let files = 0;
  for await (const sha256 of from.list()) {
    files += 1;
    if (!(await to.has(sha256))) await to.put(from.read(sha256), { maxBytes: Number.MAX_SAFE_INTEGER });
    await to.verify(sha256);
  }
  return files;
}
