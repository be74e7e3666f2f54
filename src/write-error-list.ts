import { writeFileSync } from 'node:fs';
import './problems.js';
import { errorList } from './platform/http/problems/error-list.js';

/** `npm run docs:errors` */
writeFileSync('docs/errors.md', errorList());
