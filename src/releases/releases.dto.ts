import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Code, IsInstantOrDay, IsVersionText, Line, Text } from '../platform/http/validation/decorators.js';

export class ReleaseDto {
  /** A series of the vendor's policy, in any case. */
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  /** From when it counts as released; a day means 00:00 in the vendor's zone (V2). */
  @ApiProperty({ example: '2025-06-01' }) @IsInstantOrDay() publishedAt!: string;
  @ApiPropertyOptional() @IsOptional() @Text(4000) notes?: string;
}

export class RescheduleDto {
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  @ApiProperty({ example: '2025-06-15' }) @IsInstantOrDay() publishedAt!: string;
  @ApiProperty() @Line(500) reason!: string;
}
