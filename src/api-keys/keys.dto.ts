import { ApiProperty } from '@nestjs/swagger';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import { type ApiKey, type KeyOrigin, keyOrigins } from '../platform/auth/api-key.js';

/** A key as it is shown: everything but the key. */
export class KeyDto implements ApiKey {
  @ApiProperty({ example: 'key_3f0c…' }) id!: string;
  @ApiProperty({ example: 'seeyon' }) vendor!: string;
  @ApiProperty({ enum: roles }) role!: Role;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: keyOrigins, description: 'environment: named by LEDGER_ADMIN_KEY, now or before' })
  origin!: KeyOrigin;
  @ApiProperty({ example: '2026-03-01T02:00:00.000Z' }) createdAt!: string;
  @ApiProperty({ type: 'string', nullable: true }) revokedAt!: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'to the hour' }) lastUsedAt!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) limitPerMinute!: number | null;
  @ApiProperty({ type: 'string', nullable: true }) customerId!: string | null;
}

export class MadeKeyDto extends KeyDto {
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'the key itself, shown this once; null in the answer to a repeated request',
    example: 'slk_…',
  })
  key!: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'what to do where the key is not shown' })
  notice!: string | null;
}

export class KeysDto {
  @ApiProperty({ type: [KeyDto] }) items!: readonly KeyDto[];
  @ApiProperty({ type: 'string', nullable: true, description: 'always null: there is one page' }) nextCursor!: null;
}
