import { jest } from '@jest/globals';
import { runCommandLine } from '../../src/cli/program.js';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** One command of the command line in this process, in English, with what it printed. */
export const runHere = async (
  home: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const [environment, exitCode] = [process.env, process.exitCode];
  const printed = { out: '', errors: '' };
  const capture = (where: 'out' | 'errors') => (text: unknown) => {
    printed[where] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(capture('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(capture('errors')),
  ];
  process.env = { PATH: environment['PATH'], LEDGER_HOME: home, LANG: 'en_US.UTF-8', ...more };
  process.exitCode = 0;
  try {
    await runCommandLine(args);
    return { code: Number(process.exitCode), ...printed };
  } finally {
    process.env = environment;
    process.exitCode = exitCode;
    for (const spy of spies) spy.mockRestore();
  }
};
