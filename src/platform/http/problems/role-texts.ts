import type { Role } from '../../../../domain/kernel/envelope.js';
import type { Three } from './texts.js';

/** Roles as sentences name them. `admin (*)`: an admin over every vendor. */
export const roleTexts: Readonly<Record<Role | 'admin (*)', Three>> = {
  sales: ['销售', '業務', 'sales'],
  admin: ['管理员', '管理員', 'admin'],
  support: ['客服', '客服', 'support'],
  engineer: ['工程师', '工程師', 'engineer'],
  auditor: ['审计员', '稽核員', 'auditor'],
  customer: ['客户', '客戶', 'customer'],
  system: ['系统', '系統', 'system'],
  'admin (*)': ['全部厂商的管理员', '全部廠商的管理員', 'admin of every vendor'],
};
