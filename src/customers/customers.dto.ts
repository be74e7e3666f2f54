import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Level, levels, type Region, regions } from '../../domain/kernel/vocabulary.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { Code, Line, OneOf } from '../platform/http/validation/decorators.js';

const customerSorts = ['code', '-code', 'name', '-name'] as const;

const included = ['manager'] as const;

export class CustomerQuery {
  /** `manager`: the customer manager as an object, with the id under which the person can be erased, and former ones. */
  @ApiPropertyOptional({ enum: included }) @IsOptional() @OneOf(included) include?: (typeof included)[number];
}

export class CustomersQuery extends ListQuery {
  /**
   * The customer's code, whatever its case; that of a merged customer finds the one that answers for it. The answer is
   * that customer with its contacts, or nothing; beside it no filter can be given.
   */
  @ApiPropertyOptional({ example: 'KH00795' }) @IsOptional() @Code(100) code?: string;
  /** Any part of a code or name, or the first letters of a Chinese name's syllables. */
  @ApiPropertyOptional({ example: '北京' }) @IsOptional() @Line(100) q?: string;
  @ApiPropertyOptional({ enum: levels }) @IsOptional() @OneOf(levels) level?: Level;
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
  /** The whole name of the customer manager; not for the role `system`. */
  @ApiPropertyOptional({ example: '赵经理' }) @IsOptional() @Line(100) manager?: string;
  @ApiPropertyOptional({ enum: customerSorts, default: 'code' })
  @IsOptional()
  @OneOf(customerSorts)
  sort?: (typeof customerSorts)[number];
}
