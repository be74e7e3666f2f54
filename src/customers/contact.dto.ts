import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional } from 'class-validator';
import type { StatedContact } from '../../domain/customer/contacts.js';
import {
  contactRoles,
  type ContactRole,
  type Manager,
  type ManagerFacts,
  type Topic,
  topics,
} from '../../domain/customer/customer.events.js';
import { personal } from '../../domain/kernel/personal.js';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import {
  Email,
  Line,
  longestEmail,
  longestName,
  longestTelephone,
  OneOf,
  Text,
} from '../platform/http/validation/decorators.js';

export class ContactDto {
  @ApiProperty({ example: '王芳' }) @Line(100) name!: string;
  @ApiPropertyOptional({ example: 'wang.fang@example.com' }) @IsOptional() @Email() email?: string;
  @ApiPropertyOptional({ example: '13900000000' }) @IsOptional() @Line(50) phone?: string;
  @ApiPropertyOptional() @IsOptional() @Line(100) im?: string;
  @ApiPropertyOptional({ enum: contactRoles, default: 'user' }) @IsOptional() @OneOf(contactRoles) role?: ContactRole;
  /** May be written to. */
  @ApiPropertyOptional({ default: true }) @IsOptional() @IsBoolean() notify?: boolean;
  /** Of mails; `null`, and where it was never named: the policy's. A change that does not name it leaves it. */
  @ApiPropertyOptional({ type: 'string', enum: [...languages, null], nullable: true })
  @IsOptional()
  @OneOf(languages)
  language?: Language | null;
  /** What mails are about; all where they were never named. `contract` always belongs to them. */
  @ApiPropertyOptional({ enum: topics, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @OneOf(topics, { each: true })
  topics?: Topic[];
}

/** A contact of a change: with the id of an existing one it is changed, without it is added. */
export class ChangedContactDto extends ContactDto {
  @ApiPropertyOptional() @IsOptional() @Text(100) contactId?: string;
}

/** A manager as requests state one: the name, or an object. */
export type StatedManager =
  string | { readonly name: string; readonly email?: string | null; readonly phone?: string | null };

/** A name alone, as clients without addresses send it, or an object. */
export const managerProperty: ApiPropertyOptions = {
  oneOf: [
    { type: 'string', maxLength: longestName },
    {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: longestName },
        email: { oneOf: [{ type: 'string', maxLength: longestEmail }, { type: 'null' }] },
        phone: { oneOf: [{ type: 'string', maxLength: longestTelephone }, { type: 'null' }] },
      },
    },
  ],
  example: { name: '李强', email: 'li.qiang@example.com', phone: '13700000000' },
};

/** The manager is a person too, with a key of its own (A2, A5). */
export const managerOf = (managerId: string, stated: StatedManager | null): Manager | null =>
  stated === null ? null : personal(managerId, typeof stated === 'string' ? stated.trim() : factsOf(stated));

const factsOf = ({ name, email, phone }: Exclude<StatedManager, string>): ManagerFacts => ({
  name: name.trim(),
  email: email ?? null,
  phone: phone?.trim() ?? null,
});

export const nameOf = (stated: StatedManager): string => (typeof stated === 'string' ? stated : stated.name).trim();

export const contactOf = (body: ChangedContactDto, contactId: string): StatedContact => ({
  contactId,
  person: personal(contactId, {
    name: body.name.trim(),
    email: body.email ?? null,
    phone: body.phone ?? null,
    im: body.im ?? null,
  }),
  role: body.role ?? 'user',
  notify: body.notify ?? true,
  language: body.language,
  topics: body.topics,
});

/** Names of keys of a stated manager. */
export interface ManagerIds {
  readonly managerId: string;
  /** Those that an earlier attempt of the same command may have recorded. */
  readonly otherIds: readonly string[];
}

interface PersonsInBody {
  readonly customerManager?: StatedManager | null | undefined;
  readonly contacts?: readonly ChangedContactDto[] | undefined;
}

/** A body with what is about persons marked, under the names of their keys (A2); `contacts` are those it leads to. */
export const markedBody = (body: PersonsInBody, managerId: string, contacts: readonly StatedContact[]): object => {
  const { customerManager: manager } = body;
  return {
    ...body,
    customerManager: manager === undefined || manager === null ? manager : personal(managerId, manager),
    contacts: body.contacts?.map(({ contactId, role, notify, language, topics: chosen, ...facts }, index) => ({
      contactId,
      role,
      notify,
      language,
      topics: chosen,
      person: personal(contacts[index]!.contactId, facts),
    })),
  };
};

/**
 * The bodies that retries are compared by, under the key of the manager and others that the manager may have had:
 * earlier versions had one for all managers of a customer.
 */
export const markedBodies = (
  body: PersonsInBody,
  { managerId, otherIds }: ManagerIds,
  contacts: readonly StatedContact[],
) => ({
  markedBody: markedBody(body, managerId, contacts),
  otherMarkedBodies: otherIds.map((id) => markedBody(body, id, contacts)),
});
