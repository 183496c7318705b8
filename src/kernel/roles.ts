// Owns the roles that a post gives; refuses a role that has no name in both languages.
import { type Text, text } from './texts.ts';

/**
 * What a post entitles to, named as the city names it. A new role is a line here; what it may do is said by the
 * processes (candidate groups) and by the sentences in each module's permissions.
 */
export const roleNames = {
  'window-clerk': text('综合窗口人员', 'Window clerk'),
  reviewer: text('审查人员', 'Reviewer'),
  approver: text('审批人员', 'Approver'),
  'organ-head': text('单位负责人', 'Head of organ'),
  supervisor: text('效能监督人员', 'Supervisor'),
  'catalogue-editor': text('事项管理员', 'Catalogue editor'),
  'system-administrator': text('系统管理员', 'System administrator'),
  'security-administrator': text('安全管理员', 'Security administrator'),
  'audit-administrator': text('审计管理员', 'Audit administrator'),
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roleNames;

/** 三员: the three administrators, who are to watch over each other. */
export const administratorRoles: readonly Role[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

export const roles = Object.keys(roleNames).filter(isRole);

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(roleNames, value);
}
