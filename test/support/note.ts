import { writeSync } from 'node:fs';
import { expect } from '@jest/globals';

/** A line of the present test on standard error, where nothing judges it: what it measured. */
export const note = (text: string): void => {
  writeSync(2, `${expect.getState().currentTestName ?? ''}: ${text}\n`);
};
