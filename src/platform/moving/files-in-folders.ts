import type { Files } from '../files/files.js';
import { FolderFiles } from '../files/folder-files.js';

/** A folder of files that is only read, also beside a server that writes it. */
export const readFolderOfFiles = (folder: string): Files => FolderFiles.reading(folder);

/** A folder of files to write to, alone. */
export const openFolderOfFiles = (folder: string): Files => FolderFiles.open(folder);
