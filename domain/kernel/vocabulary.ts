/** The terms of the domain (docs/rules.md section 1), as the API, events and policies use them. */
export const services = [
  'maintenance',
  'requirement',
  'upgrade',
  'self-service',
  'training',
  'onsite',
  'media',
  'health-check',
  'care',
] as const;
export type Service = (typeof services)[number];
export const channels = ['website', 'hotline', 'phone', 'email', 'remote', 'im', 'onsite'] as const;
export type Channel = (typeof channels)[number];
export const urgencies = ['critical', 'high', 'normal', 'low'] as const;
export type Urgency = (typeof urgencies)[number];
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof priorities)[number];
export const agreementKinds = ['major-upgrade', 'requirement', 'onsite'] as const;
export type AgreementKind = (typeof agreementKinds)[number];
export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof languages)[number];
export const levels = ['standard', 'key', 'vip'] as const;
export type Level = (typeof levels)[number];
export const regions = ['city', 'suburb', 'outside', 'unknown'] as const;
export type Region = (typeof regions)[number];
