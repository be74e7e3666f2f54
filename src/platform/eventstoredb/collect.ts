import type { StreamingRead } from '@eventstore/db-client';
import { operatorText } from '../operator-fault.js';
import { NoAnswer } from './server-errors.js';

/**
 * All that a read gives. @throws NoAnswer where it is silent for too long; a read that was cut can stay so for ever,
 * without an error and without an end
 */
export function collect<T>(reading: StreamingRead<T>, silenceMs: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const items: T[] = [];
    const ended = (outcome: () => void): void => {
      clearTimeout(timer);
      outcome();
    };
    const timer = setTimeout(() => {
      void reading.cancel().catch(() => undefined);
      reject(new NoAnswer(operatorText('events-read-late', { ms: silenceMs })));
    }, silenceMs);
    reading.on('data', (item: T) => {
      timer.refresh();
      items.push(item);
    });
    reading.on('end', () => ended(() => resolve(items)));
    // Stays after the end: an error that nobody listens to would end the process.
    reading.on('error', (error: Error) => ended(() => reject(error)));
  });
}
