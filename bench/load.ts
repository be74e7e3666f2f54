import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a closed load saw. */
export interface Load {
  readonly perSecond: number;
  readonly p99: number;
  readonly seconds: number;
  readonly non2xx: number;
  readonly errors: number;
}

/**
 * Runs a program of this folder in a process of its own; it reads its task from standard input and prints its result.
 */
export const child = <T>(program: string, task: object): Promise<T> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [join(import.meta.dirname, program)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    running.stdin.end(JSON.stringify(task));
    let out = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    running.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out) as T) : reject(new Error(`${program} ended with ${code}`)),
    );
  });

/** Requests of several connections, each sent when the one before it is answered. */
export const generate = (url: string, key: string, paths: readonly string[], shape: object): Promise<Load> =>
  child('generator.js', { url, key, paths, ...shape });
