import { createReadStream, statSync } from 'node:fs';
import type { Source } from '../imports/reading/source.js';

/** A file that a person names on the command line: read where it is, as it is. */
export const sourceOf = (file: string): Source => ({
  size: statSync(file).size,
  read: (start, end) => createReadStream(file, { start, end: end - 1 }) as AsyncIterable<Buffer>,
});
