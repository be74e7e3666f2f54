import type { Actor, Role } from '../../../domain/kernel/envelope.js';
import type { FoundJob, NewJob } from '../../platform/jobs/jobs.js';

/** Imports and their undos, one at a time of a vendor. */
export const importQueue = 'imports';
/** Removal of reports, due when they have been kept long enough; until then the job names the report. */
export const reportQueue = 'import-reports';

/** The id of an import's job is that of the import; its undo is a job of its own. */
export const undoJobOf = (importId: string): string => `${importId}_undo`;
export const importOfJob = (jobId: string): string => jobId.replace(/_undo$/, '');
export const isUndoJob = (jobId: string): boolean => jobId.endsWith('_undo');

/** A3: who began it; the name is that of the account, never of a person. */
type IssuedBy = { readonly actor: string; readonly role: Role; readonly actorName?: string };

/** What the job of an import carries, and how far it is. */
export type ImportJobData = IssuedBy & {
  readonly dryRun: boolean;
  /** Of the content. */
  readonly sha256: string;
  readonly bytes: number;
  /** The stored upload, sealed; it is removed when the import ends. */
  readonly file: string;
  /** An attempt was begun: some records may be in the ledger. */
  readonly begun: boolean;
  /** The index of the report, a stored file: outcomes of the first records, which are not examined again. */
  readonly report: string | null;
  /** For whoever asks how far it is. */
  readonly percent: number;
  readonly records: number;
  readonly created: number;
  readonly duplicates: number;
  readonly errors: number;
};
export type UndoJobData = IssuedBy;
export type ReportJobData = Pick<ImportJobData, 'sha256' | 'bytes' | 'dryRun'> & { readonly report: string };

export const importData = ({ data }: Pick<NewJob, 'data'>): ImportJobData => data as ImportJobData;
export const undoData = ({ data }: Pick<NewJob, 'data'>): UndoJobData => data as UndoJobData;
export const reportData = ({ data }: Pick<FoundJob, 'data'>): ReportJobData => data as ReportJobData;

export const actorOf = ({ actor, role, actorName }: IssuedBy): Actor =>
  actorName === undefined ? { id: actor, role } : { id: actor, role, name: actorName };

export const issuedBy = ({ id, role, name }: Actor): IssuedBy =>
  name === undefined ? { actor: id, role } : { actor: id, role, actorName: name };
