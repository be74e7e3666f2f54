import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type FileFormat, fileFormats } from './records/template.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { OneOf } from '../platform/http/validation/decorators.js';

export class ImportQuery {
  /** `true`: reports what would become of each record, and records nothing. */
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' }) @IsOptional() @OneOf(['true', 'false']) dryRun?:
    'true' | 'false';
}

export class ImportsQuery extends ListQuery {
  /** `true`: dry runs instead of imports. */
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' }) @IsOptional() @OneOf(['true', 'false']) dryRun?:
    'true' | 'false';
}

export class TemplateQuery {
  @ApiPropertyOptional({ enum: fileFormats, default: 'xlsx' })
  @IsOptional()
  @OneOf(fileFormats)
  format?: FileFormat;
}

export class ErrorRowsQuery {
  @ApiPropertyOptional({ enum: fileFormats, default: 'csv' })
  @IsOptional()
  @OneOf(fileFormats)
  format?: FileFormat;
}

/** Pages the records at fault. */
export class ImportErrorsQuery extends ListQuery {}
