import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from './compiled.js';

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when stdout has held such a line; rejects when the process ends first, with its stderr. */
  line(pattern: RegExp): Promise<void>;
  /** Resolves with the complete lines of stdout when the process has ended. */
  readonly ended: Promise<readonly string[]>;
}

/** A script of test/faults/children, compiled, in a process of its own; `tracer` runs it under that command. */
export function startChild(name: string, args: readonly string[], tracer: readonly string[] = []): Child {
  const [command, ...rest] = [
    ...tracer,
    process.execPath,
    join(compiled(), 'test/faults/children', `${name}.js`),
    ...args,
  ];
  const child = spawn(command!, rest);
  let out = '';
  let errors = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const watch of watchers) watch();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // Without its last part: a line that was cut by a kill proves nothing.
  const complete = (): readonly string[] => out.split('\n').slice(0, -1);
  const ended = new Promise<readonly string[]>((resolve) => child.on('close', () => resolve(complete())));
  const line = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const watch = (): void => {
        if (complete().some((text) => pattern.test(text))) resolve();
      };
      watchers.add(watch);
      watch();
      void ended.then(() => reject(new Error(`${name} ended without ${String(pattern)}: ${errors}`)));
    });
  return { process: child, line, ended };
}

/** Whether this machine lets one process trace another. */
export const canTrace = (): boolean => spawnSync('strace', ['-e', 'trace=none', 'true']).status === 0;
