import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Party } from '../changes/changes.port.js';
import { type Column, column } from '../platform/http/conventions/csv.js';

/** An event, and whom it is about. */
export type ListedEvent = Recorded & Partial<Party>;

const shown = column<ListedEvent>;

/** Raw events as CSV; persons stay sealed (A2). */
export const eventColumns: readonly Column<ListedEvent>[] = [
  shown(['账面位置', '帳面位置', 'Position'], ({ position }) => position),
  shown(['记录时间', '記錄時間', 'Recorded at'], ({ meta }) => meta.recordedAt),
  shown(['生效时间', '生效時間', 'Effective at'], ({ meta }) => meta.effectiveAt),
  shown(['类型', '類型', 'Type'], ({ type }) => type),
  shown(['客户编号', '客戶編號', 'Customer code'], ({ customerCode }) => customerCode ?? null),
  shown(['合同号', '合約編號', 'Contract number'], ({ contractNo }) => contractNo ?? null),
  shown(['经办账号', '經辦帳號', 'Recorded by'], ({ meta }) => meta.actorName ?? meta.actor),
  shown(['角色', '角色', 'Role'], ({ meta }) => meta.role),
  shown(['方式', '方式', 'Channel'], ({ meta }) => meta.channel),
  shown(['原因', '原因', 'Reason'], ({ meta }) => meta.reason ?? null),
  shown(['事件流', '事件流', 'Stream'], ({ stream }) => stream),
  shown(['流内序号', '流內序號', 'Revision'], ({ revision }) => revision),
  shown(['标识', '識別碼', 'Id'], ({ id }) => id),
  shown(['内容', '內容', 'Data'], ({ data }) => JSON.stringify(data)),
];
