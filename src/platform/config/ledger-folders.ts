import { join, resolve } from 'node:path';
import type { Config } from './settings.js';

/** Where the embedded stores lie, absolute; by EVENTS_URL and VIEWS_URL, not by LEDGER_HOME alone. */
export interface LedgerFolders {
  /** Keys, API keys, uploads. */
  readonly home: string;
  readonly events: string;
  readonly views: string;
}

/** Folder of `sqlite:` (the home) or `sqlite:/folder`; undefined for another engine. */
export const sqliteFolder = (url: string, home: string): string | undefined =>
  url.startsWith('sqlite:') ? resolve(home, url.slice('sqlite:'.length)) : undefined;

type Urls = Pick<Config, 'home' | 'eventsUrl' | 'viewsUrl'>;

export const ledgerFolders = ({ home, eventsUrl, viewsUrl }: Urls): LedgerFolders => ({
  home,
  events: sqliteFolder(eventsUrl, home) ?? home,
  views: sqliteFolder(viewsUrl, home) ?? home,
});

/** Nothing but the stores is written there. */
export const foldersOf = ({ home, events, views }: LedgerFolders): readonly string[] => [
  ...new Set([home, events, views]),
];

/** The folder that `FILES_URL=files:` names. */
export const filesFolder = ({ home, filesUrl }: Pick<Config, 'home' | 'filesUrl'>): string => {
  const path = filesUrl.slice('files:'.length);
  return path === '' ? join(home, 'files') : resolve(home, path);
};
