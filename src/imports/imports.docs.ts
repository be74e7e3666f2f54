import { roles } from '../../domain/kernel/envelope.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  anything,
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';

/** `created` of a dry run counts what would be created. */
const counts = object({ read: whole, created: whole, known: whole, failed: whole });
const state = oneOf(['waiting', 'running', 'interrupted', 'finished', 'failed', 'undoing', 'undone']);
const shown = {
  id: text,
  state,
  dryRun: yesNo,
  bytes: whole,
  percent: whole,
  records: counts,
  text: orNull(text),
  columnsLeftOut: list(text),
  sheet: orNull(text),
  sheetsLeftOut: list(text),
  hiddenColumns: list(text),
  failure: orNull(object({ code: text, detail: text })),
  undo: orNull(object({ reason: text, contracts: orNull(whole), customers: orNull(whole), kept: orNull(whole) })),
  revision: whole,
};
const difference = object({ column: text, field: text, recorded: orNull(text), here: orNull(text) });
const fault = object({
  record: whole,
  column: text,
  field: text,
  value: text,
  detail: text,
  sheet: orNull(text),
  row: whole,
  contractNo: text,
  faults: list(object({ column: text, field: text, value: text, detail: text, differences: list(difference) })),
});
const shortImport = named('Import', object(shown));

export const accept: RouteDocs = {
  status: 202,
  answer: shortImport,
  refuses: ['upload-expected', 'upload-malformed', 'upload-too-large', 'imports-waiting'],
  body: {
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: {
          type: 'string',
          format: 'binary',
          description: 'CSV in UTF-8, UTF-16 with a mark, GB18030 or Big5; or XLSX',
        },
      },
    },
  },
};
export const get: RouteDocs = {
  answer: named('ImportWithErrors', object({ ...shown, errors: page(fault) })),
  etag: true,
  refuses: ['cursor-invalid'],
};
export const all: RouteDocs = {
  answer: page(
    object({
      id: text,
      dryRun: yesNo,
      state,
      file: orNull(text),
      startedAt: instant,
      by: object({ id: text, role: oneOf(roles), name: { ...text, description: 'of the key, at that moment' } }, [
        'name',
      ]),
      records: orNull(counts),
      text: orNull(text),
    }),
  ),
  refuses: ['cursor-invalid'],
  csv: true,
};
export const report: RouteDocs = {
  answer: { ...anything, type: 'string' },
  contentType: 'text/csv',
  refuses: ['report-gone'],
};
export const template: RouteDocs = {
  answer: { ...anything, type: 'string', format: 'binary' },
  contentType: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
};
export const errorRows: RouteDocs = { ...template, refuses: ['report-gone'] };
export const undo: RouteDocs = {
  status: 202,
  answer: shortImport,
  refuses: ['import-running', 'import-not-undoable', 'later-facts'],
};
