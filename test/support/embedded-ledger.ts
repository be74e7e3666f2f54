import { jest } from '@jest/globals';
import { EventReader } from '../../src/platform/events/event-reader.js';

/** A file that cannot be read on, as after a fault of the disk, until the answer is called. */
export const interruptReading = (): (() => void) => {
  const spy = jest.spyOn(EventReader.prototype, 'readBatch').mockImplementation(() => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
  });
  return () => spy.mockRestore();
};
