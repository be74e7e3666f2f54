import { systemClock } from '../clock.js';
import { filesFolder } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { Files } from '../files/files.js';
import { filesToRead, openFilesAt } from './open-parts.js';

/** The files that FILES_URL names. @param writes whether nobody else may use a folder of them */
export const withFiles = async <T>(config: Config, writes: boolean, use: (files: Files) => Promise<T>): Promise<T> => {
  const { filesUrl, viewsUrl, home } = config;
  if (filesUrl !== 'gridfs:' && !writes) return use(filesToRead(filesFolder(config)));
  const url = filesUrl === 'gridfs:' ? viewsUrl : filesUrl;
  const opened = await openFilesAt(url, 'FILES_URL', { home, clock: systemClock.ms, mustExist: false });
  try {
    return await use(opened.files);
  } finally {
    await opened.close();
  }
};
