import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { type Contact, contactRoles, type ContactRole } from '../../domain/customer/customer.events.js';
import { type Personal, personal } from '../../domain/kernel/personal.js';
import { Email, Line, OneOf, Text } from '../platform/http/validation/decorators.js';

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

/** The manager is a person too, with a key of its own per customer (A2). */
export const managerOf = (customerId: string, name: string | null): Personal<string> | null =>
  name === null ? null : personal(`${customerId}.manager`, name.trim());

export const contactOf = (body: ChangedContactDto, contactId: string): Contact => ({
  contactId,
  person: personal(contactId, {
    name: body.name.trim(),
    email: body.email ?? null,
    phone: body.phone ?? null,
    im: body.im ?? null,
  }),
  role: body.role ?? 'user',
  notify: body.notify ?? true,
});

/** A body with what is about persons marked, under the names of their keys (A2); `contacts` are those it leads to. */
export const markedBody = (
  body: { readonly customerManager?: string | null; readonly contacts?: readonly ChangedContactDto[] },
  customerId: string,
  contacts: readonly Contact[],
): object => ({
  ...body,
  customerManager:
    typeof body.customerManager === 'string'
      ? personal(`${customerId}.manager`, body.customerManager)
      : body.customerManager,
  contacts: body.contacts?.map(({ contactId, role, notify, ...facts }, index) => ({
    contactId,
    role,
    notify,
    person: personal(contacts[index]!.contactId, facts),
  })),
});
