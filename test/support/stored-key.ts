import { hash } from 'node:crypto';
import type { StoredKey } from '../../src/platform/auth/access.js';
import type { ApiKey } from '../../src/platform/auth/api-key.js';

export const madeAt = '2026-03-01T10:20:30.000Z';

/** An API key as stores have it; made at `madeAt` for sales of seeyon unless `more` has it otherwise. */
export const storedKey = (id: string, more: Partial<ApiKey> = {}, token = `text of ${id}`): StoredKey => ({
  hash: hash('sha256', token, 'base64'),
  key: {
    id,
    vendor: 'seeyon',
    role: 'sales',
    name: id,
    origin: 'made',
    createdAt: madeAt,
    revokedAt: null,
    lastUsedAt: null,
    limitPerMinute: null,
    customerId: null,
    ...more,
  },
});
