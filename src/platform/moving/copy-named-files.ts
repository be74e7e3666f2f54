import { FileDamaged, FileMissing, type Files } from '../files/files.js';

/** Hashes of files, by what must become of them. */
export interface NamedHashes {
  readonly wanted: readonly string[];
  readonly erased: readonly string[];
}

export interface FilesCopied {
  /** Of the wanted ones, those that are in the copy now. */
  readonly files: number;
  /** Hashes of those that the source lacks, or has altered. */
  readonly missing: readonly string[];
}

/** Completes a copy of the files that a ledger names: adds what is wanted and not there, removes what was erased. */
export async function copyNamedFiles(from: Files, to: Files, { wanted, erased }: NamedHashes): Promise<FilesCopied> {
  const missing: string[] = [];
  for (const sha256 of wanted) if (!(await to.has(sha256)) && !(await isCopied(from, to, sha256))) missing.push(sha256);
  for (const sha256 of erased) await to.remove(sha256);
  return { files: wanted.length - missing.length, missing };
}

const isCopied = async (from: Files, to: Files, sha256: string): Promise<boolean> => {
  try {
    const copied = await to.put(from.read(sha256), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (copied.sha256 === sha256) return true;
    await to.remove(copied.sha256);
    return false;
  } catch (error) {
    if (error instanceof FileMissing || error instanceof FileDamaged) return false;
    throw error;
  }
};
