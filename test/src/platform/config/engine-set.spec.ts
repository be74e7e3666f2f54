import { describe, expect, it } from '@jest/globals';
import { engineSetOf } from '../../../../src/platform/config/engine-set.js';
import { BadSetting, readConfig } from '../../../../src/platform/config/settings.js';
import type { ProcessRole } from '../../../../src/platform/roles.js';
import { runHere } from '../../../support/command-line.js';
import { freshFolder } from '../../../support/folder.js';

const servers = {
  EVENTS_URL: 'esdb://admin:hunter2@events:2113',
  VIEWS_URL: 'mongodb://ledger:hunter2@views/seeyon',
  JOBS_URL: 'redis://:hunter2@jobs',
  FILES_URL: 'gridfs:',
};
const set = (env: Readonly<Record<string, string>>, role: ProcessRole = 'all') => engineSetOf(readConfig(env), role);

describe('the set of engines that the settings name', () => {
  it('is embedded by default, with jobs in Redis too, and distributed for every role', () => {
    expect(set({})).toBe('embedded');
    expect(set({ JOBS_URL: servers.JOBS_URL })).toBe('embedded');
    for (const role of ['all', 'api', 'projector', 'worker'] as const) expect(set(servers, role)).toBe('distributed');
    // One process may keep its jobs and files in its folder.
    const { EVENTS_URL, VIEWS_URL } = servers;
    expect(set({ EVENTS_URL, VIEWS_URL })).toBe('distributed');
  });

  it.each<[string, Readonly<Record<string, string>>, ProcessRole]>([
    ['EVENTS_URL must be esdb://… or esdb+discover://… for --role api', {}, 'api'],
    ['EVENTS_URL must be esdb://…', { JOBS_URL: servers.JOBS_URL }, 'worker'],
    ['VIEWS_URL must be sqlite: where EVENTS_URL is sqlite:', { VIEWS_URL: servers.VIEWS_URL }, 'all'],
    ['VIEWS_URL must be mongodb://… or mongodb+srv://…', { EVENTS_URL: servers.EVENTS_URL }, 'all'],
    ['FILES_URL must be files: where VIEWS_URL is sqlite:', { FILES_URL: 'gridfs:' }, 'all'],
    ['JOBS_URL must be redis://… or rediss://… for --role projector', { ...servers, JOBS_URL: '' }, 'projector'],
    ['FILES_URL must be gridfs: for --role worker', { ...servers, FILES_URL: 'files:/shared' }, 'worker'],
  ])('%s: stops, with the setting to change and no value', (message, env, role) => {
    const failed = (() => {
      try {
        return set(env, role);
      } catch (error) {
        return error as BadSetting;
      }
    })();
    expect(failed).toBeInstanceOf(BadSetting);
    expect((failed as BadSetting).message.startsWith(message)).toBe(true);
    expect((failed as BadSetting).message).not.toContain('hunter2');
  });

  it('stops serve --role before anything is opened: 1 for settings that do not fit, 2 for a role that is none', async () => {
    const refused = await runHere(freshFolder(), ['serve', '--role', 'api']);
    expect([refused.code, refused.errors]).toEqual([
      1,
      'EVENTS_URL must be esdb://… or esdb+discover://… for --role api, with VIEWS_URL=mongodb://…, JOBS_URL=redis://… ' +
        'and FILES_URL=gridfs:; the embedded stores belong to one process, whose role is all\n',
    ]);
    const unknown = await runHere(freshFolder(), ['serve', '--role', 'reader']);
    expect([unknown.code, unknown.errors.includes('all, api, projector, worker')]).toEqual([2, true]);
  });
});
