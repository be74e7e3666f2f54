import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const engine = /\b(esdb|eventstoredb|mongodb?|gridfs|redis|bullmq|sqlite)\b/i;

/** What imports cannot show: schemes of URLs and names in texts. `npm run imports` checks the rest. */
it('nothing outside src/platform names an engine, so that an adapter is added without touching it', () => {
  const files = ['src', 'domain', 'projections'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const outside = files.filter((file) => !file.startsWith(join('src', 'platform')));
  expect(outside.length).toBeGreaterThan(100);
  const named = outside.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => (engine.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );
  expect(named).toEqual([]);
});
