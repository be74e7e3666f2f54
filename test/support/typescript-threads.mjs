import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// Threads that the product starts load its sources as they are; jest transforms only what it loads itself.
if (!isMainThread) register('./typescript-hooks.mjs', import.meta.url);
