import type { UseCase } from '../platform/commands/use-case.js';
import { acceptVisit } from './accept-visit.command.js';
import { acknowledgeRequest } from './acknowledge-request.command.js';
import { arriveOnVisit } from './arrive-on-visit.command.js';
import { assignRequest } from './assign-request.command.js';
import { cancelRequest } from './cancel-request.command.js';
import { cancelVisit } from './cancel-visit.command.js';
import { changePriority } from './change-priority.command.js';
import { closeRequest } from './close-request.command.js';
import { confirmBackup } from './confirm-backup.command.js';
import { confirmMemo } from './confirm-memo.command.js';
import { decideRequest } from './decide-request.command.js';
import { declineRequest } from './decline-request.command.js';
import { eraseText } from './erase-text.command.js';
import { finishVisit } from './finish-visit.command.js';
import { grantGoodwill } from './grant-goodwill.command.js';
import { mergeRequest } from './merge-request.command.js';
import { quoteVisit } from './quote-visit.command.js';
import { recordInteraction } from './record-interaction.command.js';
import { referRequest } from './refer-request.command.js';
import { refuseEntry } from './refuse-entry.command.js';
import { refuseVisit } from './refuse-visit.command.js';
import { registerRequest } from './register-request.command.js';
import { reopenRequest } from './reopen-request.command.js';
import { replyToFollowUp } from './reply-to-follow-up.command.js';
import { requestVisit } from './request-visit.command.js';
import { resolveRequest } from './resolve-request.command.js';
import { resumeRequest } from './resume-request.command.js';
import { scheduleVisit } from './schedule-visit.command.js';
import { startWork } from './start-work.command.js';
import { unmergeRequest } from './unmerge-request.command.js';
import { waitForCustomer } from './wait-for-customer.command.js';
import { waiveBackup } from './waive-backup.command.js';
import { writeMemo } from './write-memo.command.js';

export { registerRequest } from './register-request.command.js';
export { forgetFiles } from './attachments/attachments.js';
export { FilesInEvents, type NamedFile } from './attachments/files-in-events.js';
export { LeftFiles } from './attachments/left-files.js';
export { requestsMade } from './requester-texts.js';
export { RequestChanges } from './request-changes.js';
export { requestAnswer, surveysAnswer } from './request-answer.js';
export { requestLine } from './request-line.js';
export { RequestReader } from './request-reader.js';
export { REQUEST_ROWS } from './request-rows.port.js';
export { requestSchema, surveySchema } from './request-schemas.js';
export { RequestSearch } from './request-search.js';
export { stateTexts, visitStateTexts } from './request-texts.js';
export { shownPromises } from './shown-promises.js';
export { RequestTerms, VendorTerms } from './request-terms.js';
export { promiseFilters, RequestsQuery } from './requests.dto.js';
export { recordSystemAct } from './system-act.js';
export { UnfinishedMerges } from './unfinished-merges.js';

/** Every write of requests, in the order of the state table. */
export const requestUseCases: readonly UseCase[] = [
  registerRequest,
  acknowledgeRequest,
  recordInteraction,
  waitForCustomer,
  resumeRequest,
  confirmBackup,
  waiveBackup,
  startWork,
  writeMemo,
  confirmMemo,
  changePriority,
  assignRequest,
  decideRequest,
  grantGoodwill,
  referRequest,
  resolveRequest,
  closeRequest,
  reopenRequest,
  declineRequest,
  cancelRequest,
  mergeRequest,
  unmergeRequest,
  eraseText,
  replyToFollowUp,
  requestVisit,
  quoteVisit,
  acceptVisit,
  refuseVisit,
  scheduleVisit,
  arriveOnVisit,
  refuseEntry,
  finishVisit,
  cancelVisit,
] as unknown as readonly UseCase[];
