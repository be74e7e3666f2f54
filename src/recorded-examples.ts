import { createRequire } from 'node:module';
import type { AnswerExamples } from './platform/http/server/shown-examples.js';

/** Written by `npm run docs:examples` from what a server answers; a test holds them against it. */
export const recordedExamples = createRequire(import.meta.url)('./recorded-examples.json') as AnswerExamples;
