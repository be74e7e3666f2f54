import { writeFileSync } from 'node:fs';
import { errorList } from './error-list.js';

/** `npm run docs:errors` */
writeFileSync('docs/errors.md', errorList());
