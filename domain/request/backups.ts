import type { ConfirmedBackup, WaivedBackup } from './request.events.js';
import type { Request } from './request.state.js';

/** R14: those of the request, and of what is merged into it. */
export const backupsOf = ({ backups, absorbed }: Pick<Request, 'backups' | 'absorbed'>): readonly ConfirmedBackup[] => [
  ...backups,
  ...absorbed.flatMap((merged) => merged.backups ?? []),
];
export const waiversOf = ({ waivers, absorbed }: Pick<Request, 'waivers' | 'absorbed'>): readonly WaivedBackup[] => [
  ...waivers,
  ...absorbed.flatMap((merged) => merged.waivers ?? []),
];

/** R13: the one that was taken last: an older one that is confirmed after it takes nothing away. */
export const newestOf = <Backup extends ConfirmedBackup>(backups: readonly Backup[]): Backup | undefined =>
  backups.reduce<Backup | undefined>(
    (newest, each) => (newest === undefined || each.takenAt >= newest.takenAt ? each : newest),
    undefined,
  );
