import { HOUR } from '../../domain/kernel/durations.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { epochOf, instantOf } from '../../domain/kernel/civil.js';
import { backupsOf, newestOf } from '../../domain/request/backups.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { instant, orNull } from '../platform/http/server/schemas.js';
import { IsInstantOrDay } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { FreeText, NamedPerson } from '../platform/http/validation/sealed-text.js';

export class BackupDto extends ActDto {
  @ApiProperty({ example: '王芳' }) @NamedPerson() confirmedBy!: string;
  @ApiProperty({ example: '2026-03-02T00:30:00.000Z' }) @IsInstantOrDay() takenAt!: string;
  @ApiProperty({ example: '备份服务器 D 盘' }) @FreeText(500) location!: string;
  /** The vendor is not liable for the loss of backups: nothing else is accepted than true. */
  @ApiProperty({ enum: [true] }) @IsBoolean() disclaimerAccepted!: boolean;
}

/** R4, R13: the customer confirms a backup made for this request; work on its system counts on it for a while. */
export const confirmBackup = requestAct({
  name: 'backup',
  body: BackupDto,
  act: ({ body, person, text, instantIfGiven }) =>
    body.disclaimerAccepted
      ? {
          kind: 'backup',
          confirmedBy: person(body.confirmedBy),
          takenAt: instantIfGiven('/takenAt', body.takenAt)!,
          location: text(body.location),
        }
      : invalidField('/disclaimerAccepted', 'not-one-of', { value: 'false', allowed: 'true' }),
  adds: { countsUntil: orNull(instant) },
  added: (request, _ids, { backupMaxAgeHours }) => {
    const backup = newestOf(backupsOf(request));
    return {
      countsUntil: backup === undefined ? null : instantOf(epochOf(backup.takenAt) + backupMaxAgeHours * HOUR),
    };
  },
  refuses: ['backup-in-future'],
  examples: {
    whole: {
      confirmedBy: '王芳',
      takenAt: '2026-03-01T22:30:00.000Z',
      location: '备份服务器 D 盘',
      disclaimerAccepted: true,
    },
  },
});
