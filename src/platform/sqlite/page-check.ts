import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Runs as text because a thread has no loader for the language this is written in while tests run from sources. */
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.driver);
  const db = new Database(workerData.file, { readonly: true, fileMustExist: true });
  const found = db.pragma('integrity_check').map((row) => row.integrity_check);
  db.close();
  parentPort.postMessage(found);
`;

/**
 * SQLite's own check of every page and index, in a thread since it cannot be divided; what it finds, nothing if
 * sound.
 */
export function checkPages(file: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const worker = new Worker(script, { eval: true, workerData: { file, driver } });
    worker.once('message', (found: readonly string[]) => resolve(found.length === 1 && found[0] === 'ok' ? [] : found));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the check of ${file} ended with code ${code}`)));
  });
}
