import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { runHere as command } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { copyOf, smallLedger } from '../../support/small-ledger.js';

const eventsIn = (file: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT count(*) FROM events').pluck().get() as number;
  } finally {
    db.close();
  }
};

describe('commands go by EVENTS_URL and VIEWS_URL', () => {
  let base: string;
  beforeAll(async () => {
    base = await smallLedger();
  });

  /** The ledger apart from the home, where an older one lies still. */
  const scene = () => {
    const [home, events, views] = [copyOf(base), freshFolder(), freshFolder()];
    renameSync(join(home, 'events.db'), join(events, 'events.db'));
    const db = new Database(join(home, 'events.db'));
    db.exec('CREATE TABLE stale (x)');
    db.close();
    return { home, events, views, urls: { EVENTS_URL: `sqlite:${events}`, VIEWS_URL: `sqlite:${views}` } };
  };

  it('backup saves the ledger in use; without one there it names where it searched', async () => {
    const { home, events, urls } = scene();
    const file = join(freshFolder(), 'b.db');
    expect((await command(home, ['backup', file], urls)).code).toBe(0);
    expect(eventsIn(file)).toBe(eventsIn(join(events, 'events.db')));
    const inUse = join(events, 'inside.db');
    expect(await command(home, ['backup', inUse], urls)).toMatchObject({ code: 1, out: '' });
    expect(existsSync(inUse)).toBe(false);
    const nowhere = join(freshFolder(), 'nowhere');
    const absent = await command(home, ['backup', join(freshFolder(), 'c.db')], { EVENTS_URL: `sqlite:${nowhere}` });
    expect([absent.code, absent.errors.includes(nowhere)]).toEqual([1, true]);
  });

  it('restore puts it where it is in use, verify reads it there, and what lies there is not replaced', async () => {
    const [home, events, views] = [join(freshFolder(), 'home'), freshFolder(), freshFolder()];
    const urls = { EVENTS_URL: `sqlite:${events}`, VIEWS_URL: `sqlite:${views}` };
    const file = join(freshFolder(), 'b.db');
    expect((await command(base, ['backup', file])).code).toBe(0);
    mkdirSync(views, { recursive: true });
    cpSync(join(base, 'views.db'), join(views, 'views.db'));
    expect((await command(home, ['restore', file], urls)).code).toBe(0);
    expect([readdirSync(events), readdirSync(views), existsSync(join(home, 'events.db'))]).toEqual([
      ['events.db'],
      [],
      false,
    ]);
    expect(await command(home, ['restore', file], urls)).toMatchObject({ code: 1 });
    const { out } = await command(home, ['verify', '--json'], urls);
    expect(JSON.parse(out)).toMatchObject({ clean: true, position: eventsIn(file) });
  });
});
