import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { contactRoles, type ContactRole } from '../../domain/customer/customer.events.js';
import { type Level, levels, type Region, regions } from '../../domain/kernel/vocabulary.js';
import { Code, EachNested, Email, Line, OneOf, Text } from '../platform/http/validation/decorators.js';

export class ContactDto {
  @ApiProperty({ example: '王芳' }) @Line(100) name!: string;
  @ApiPropertyOptional({ example: 'wang.fang@example.com' }) @IsOptional() @Email() email?: string;
  @ApiPropertyOptional({ example: '13900000000' }) @IsOptional() @Line(50) phone?: string;
  @ApiPropertyOptional() @IsOptional() @Line(100) im?: string;
  @ApiPropertyOptional({ enum: contactRoles, default: 'user' }) @IsOptional() @OneOf(contactRoles) role?: ContactRole;
  /** May be written to. */
  @ApiPropertyOptional({ default: true }) @IsOptional() @IsBoolean() notify?: boolean;
}

/** A contact of a change: with the id of an existing one it is changed, without it is added. */
export class ChangedContactDto extends ContactDto {
  @ApiPropertyOptional() @IsOptional() @Text(100) contactId?: string;
}

export class RegisterCustomerDto {
  /** Unique among the vendor's customers, whatever its case. */
  @ApiProperty({ example: 'KH00795' }) @Code(100) code!: string;
  @ApiProperty({ example: '青岛甲方科技有限公司' }) @Line(200) name!: string;
  @ApiProperty({ enum: levels }) @OneOf(levels) level!: Level;
  @ApiProperty({ enum: regions }) @OneOf(regions) region!: Region;
  /** The vendor's person in charge of this customer. */
  @ApiPropertyOptional({ example: '李强' }) @IsOptional() @Line(100) customerManager?: string;
  @ApiPropertyOptional({ type: [ContactDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @EachNested(() => ContactDto)
  contacts?: ContactDto[];
}

/** Only what changes; each real change is an event of its own. */
export class ChangeCustomerDto {
  @ApiPropertyOptional() @IsOptional() @Line(200) name?: string;
  @ApiPropertyOptional({ enum: levels }) @IsOptional() @OneOf(levels) level?: Level;
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
  /** `null` takes the manager away. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((dto: ChangeCustomerDto) => dto.customerManager !== undefined && dto.customerManager !== null)
  @Line(100)
  customerManager?: string | null;
  /** Contacts to add or change; those not named stay. */
  @ApiPropertyOptional({ type: [ChangedContactDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @EachNested(() => ChangedContactDto)
  contacts?: ChangedContactDto[];
  /** Ids of contacts to remove; their data stays in history until it is erased. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Text(100, { each: true })
  removeContacts?: string[];
}

export class EraseDto {
  /** Why: a person's request, a retention rule. Never the person's data. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
}

export class MergeDto {
  /** The customer that answers for both from now on. */
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @Text(100) intoCustomerId!: string;
  @ApiProperty({ example: '同一客户登记了两次' }) @Line(500) reason!: string;
}

export class UndoMergeDto {
  @ApiProperty({ example: '实为两家公司' }) @Line(500) reason!: string;
}

export class CustomersQuery {
  /** The customer's code, whatever its case; that of a merged customer finds the one that answers for it. */
  @ApiProperty({ example: 'KH00795' }) @Code(100) code!: string;
}
