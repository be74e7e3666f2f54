import { expect, it } from '@jest/globals';
import { idOfStream, streamName } from '../../../domain/kernel/envelope.js';

it.each([
  ['seeyon', 'request', 'req_1'],
  ['see-yon', 'policy', 'see-yon'],
  ['seeyon', 'obligation', '0b0e9c1a-2f51-5d3c-9a46-1f5e3c7b9d21'],
  ['see-yon', 'api-key', 'key_1'],
  ['seeyon', 'request-merges', 'all'],
])('the id of the stream %s.%s-%s', (vendor, category, id) => {
  expect(idOfStream(streamName(vendor, category, id))).toBe(id);
});
