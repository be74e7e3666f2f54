import { backupTexts } from './operator-texts/backup-texts.js';
import { fileTexts } from './operator-texts/file-texts.js';
import { serverTexts } from './operator-texts/server-texts.js';
import { startTexts } from './operator-texts/start-texts.js';
import { stopTexts } from './operator-texts/stop-texts.js';
import { systemTexts } from './operator-texts/system-texts.js';
import { urlTexts } from './operator-texts/url-texts.js';

/** What the platform states to those who run it: what is wrong, and the way out; a name occurs in one table alone. */
export const operatorTexts = {
  ...fileTexts,
  ...backupTexts,
  ...startTexts,
  ...serverTexts,
  ...stopTexts,
  ...systemTexts,
  ...urlTexts,
};

export type OperatorTextName = keyof typeof operatorTexts;
