import { ApiProperty } from '@nestjs/swagger';
import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class WaiveBackupDto extends ReasonedActDto {
  /** Who of the customer consents. */
  @ApiProperty({ example: '王芳' }) @NamedPerson() consentBy!: string;
}

/** R4: an emergency, recorded as such. */
export const waiveBackup = requestAct({
  name: 'backup/waive',
  body: WaiveBackupDto,
  act: ({ body, person }) => ({ kind: 'backup/waive', consentBy: person(body.consentBy) }),
  examples: { whole: { consentBy: '王芳', reason: '系统停机，须立即处理' } },
});
