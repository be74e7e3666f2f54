import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a script of the repository would write, from a process of its own: its libraries are for Node alone. */
export const readScript = async (path: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [path, '--print'], { maxBuffer: 1e8 })).stdout;
