import { parentPort, workerData } from 'node:worker_threads';
import { type ThreadSettings, serveWrites } from './platform/embedded/write-thread.js';
import { projected } from './projections.js';

// The write thread of the embedded stores: it loads the projections and the stores, and nothing of the features.
if (parentPort !== null) await serveWrites(parentPort, workerData as ThreadSettings, projected, Date.now);
