import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsOptional } from 'class-validator';
import type { Product } from '../../domain/contract/contract.events.js';
import { codeKey } from '../../domain/kernel/spelling.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { invalidField, type InvalidFields } from '../platform/commands/invalid-fields.js';
import { Code, EachNested, IsVersionText, Line } from '../platform/http/validation/decorators.js';

export class ModuleDto {
  /** Code of the module, as the vendor names it. */
  @ApiProperty({ example: 'CRM' }) @Code(100) code!: string;
  /** Built for this customer alone: no upgrade right (D5's table). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() customized?: boolean;
}

export class ProductDto {
  /** A series of the vendor's policy, in any case. */
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '致远EKP' }) @Line(200) name!: string;
  /** V1: digits left of the point, at most two right of it. */
  @ApiProperty({ example: '4.11' }) @IsVersionText() version!: string;
  @ApiPropertyOptional({ type: [ModuleDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((module: ModuleDto) => module?.code)
  @EachNested(() => ModuleDto)
  modules?: ModuleDto[];
}

/** The product as the ledger records it: the series by the policy's code, the version in its one spelling (V1). */
export const productOf = (body: ProductDto, series: ReadonlyMap<string, string>): Product | InvalidFields => {
  const code = series.get(codeKey(body.series));
  if (code === undefined)
    return invalidField('/product/series', 'not-one-of', {
      value: body.series,
      allowed: [...new Set(series.values())].join(', '),
    });
  const version = readVersion(body.version);
  if (!isVersion(version)) return invalidField('/product/version', 'not-a-version', { value: body.version });
  const modules = (body.modules ?? []).map((module) => ({
    code: module.code.trim(),
    customized: module.customized ?? false,
  }));
  return { series: code, name: body.name.trim(), version: version.text, modules };
};
