import { expect, it } from '@jest/globals';
import { forgetSearch, hasSearch, searchOf } from '../../../src/obligations/firing/obligation-jobs.js';
import { EmbeddedJobs } from '../../../src/platform/jobs/embedded-jobs.js';
import { freshFolder } from '../../support/folder.js';

it('O9: a search that was given up is none: a reconcile adds it again', async () => {
  const jobs = EmbeddedJobs.open(freshFolder(), Date.now, { error: () => undefined, warn: () => undefined });
  const search = searchOf('seeyon', Date.now() + 60_000);
  expect(await hasSearch(jobs, 'seeyon')).toBe(false);
  await jobs.add(search);
  expect(await hasSearch(jobs, 'seeyon')).toBe(true);
  await forgetSearch(jobs, 'seeyon');
  await jobs.bury(search, 6, 'a fault of the product');
  expect(await hasSearch(jobs, 'seeyon')).toBe(false);
  await jobs.close();
});
