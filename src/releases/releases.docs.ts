import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, object, orNull, page, text, whole } from '../platform/http/server/schemas.js';

const written = object({ id: text, series: text, version: text, publishedAt: instant, revision: whole });

export const publish: RouteDocs = {
  status: 201,
  answer: written,
  refuses: ['release-exists'],
  examples: { release: { series: 'EKP', version: '4.20', publishedAt: '2025-06-01', notes: '新增移动审批' } },
};
export const reschedule: RouteDocs = {
  status: 201,
  answer: written,
  refuses: ['release-unknown'],
  examples: { later: { series: 'EKP', version: '4.20', publishedAt: '2025-06-15', reason: '发布推迟' } },
};
export const all: RouteDocs = {
  answer: page(object({ series: text, version: text, publishedAt: orNull(instant), position: whole })),
};
