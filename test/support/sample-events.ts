import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../domain/kernel/envelope.js';

/** An event of no domain, for tests of storage: only the envelope matters there. */
export const sampleEvent = (data: unknown = { days: 30 }, vendor = 'seeyon'): NewEvent => ({
  id: randomUUID(),
  vendor,
  type: 'SampleNoted',
  schema: 1,
  data,
  meta: {
    effectiveAt: '2025-03-01T00:00:00.000Z',
    actor: 'user-1',
    role: 'sales',
    channel: 'http',
    correlationId: 'c-1',
    keyHash: 'k'.repeat(64),
    bodyHash: 'b'.repeat(64),
  },
});

export const sampleEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => sampleEvent({ index }));
