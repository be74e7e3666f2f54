import { getSchemaPath } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { Supposed, UseCase } from '../platform/commands/use-case.js';
import { numberedFieldsOf, OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { named } from '../platform/http/server/schemas.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';

/** A write that can be supposed. */
export type SupposableUseCase = UseCase & {
  readonly supposed: Supposed;
  readonly body: new () => object;
};

/** The commands that can be supposed, by the name they are supposed under. */
export type SupposedCommands = ReadonlyMap<string, SupposableUseCase>;

/** What features supply: their use cases, and the codes these are refused with. */
export interface Supposable {
  readonly useCases: readonly UseCase[];
  readonly refusals: readonly ProblemCode[];
}

export const SUPPOSED_COMMANDS = Symbol('commands that can be supposed');

/** @throws Error where two have one name */
export const supposedCommands = (useCases: readonly UseCase[]): SupposedCommands => {
  const supposable = useCases.filter(isSupposable);
  const byName = new Map(supposable.map((useCase) => [useCase.supposed.name, useCase]));
  if (byName.size < supposable.length) throw new Error('two use cases are supposed under one name: rename one');
  return byName;
};

const isSupposable = (useCase: UseCase): useCase is SupposableUseCase =>
  useCase.supposed !== null && useCase.body !== null;

const text = { type: 'string' as const };
/** Characters of an id. */
export const longestId = 200;

/** The ids of addresses for which numbers of the vendor's own may be given. */
class AddressedCustomer {
  @OrCode() customerId?: string;
}
class AddressedContract {
  @OrNumber() contractId?: string;
}
class NothingNumbered {}

/** By which numbers the object that a command addresses may be named: none that the command's body has as a fact. */
export const numbersFor = ({ ids, body }: SupposableUseCase): new () => object => {
  const dto = (ids as readonly string[]).includes('customerId')
    ? AddressedCustomer
    : (ids as readonly string[]).includes('contractId')
      ? AddressedContract
      : NothingNumbered;
  const facts = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(body, '', false, false)
      .map(({ propertyName }) => propertyName),
  );
  const numbers = numberedFieldsOf(dto).flatMap((field) => field.numbers);
  return numbers.some(({ name }) => facts.has(name)) ? NothingNumbered : dto;
};

/** `take-back-upgrade`: `SupposedTakeBackUpgrade` */
const schemaName = (command: string): string =>
  `Supposed${command.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

/** One of the supposed commands, as OpenAPI describes it: its `command` decides which. */
export const supposedSchema = (commands: SupposedCommands) => {
  const schemas = [...commands].map(([command, useCase]) => [command, schemaOf(command, useCase)] as const);
  return {
    oneOf: schemas.map(([, schema]) => schema),
    discriminator: {
      propertyName: 'command',
      mapping: Object.fromEntries(schemas.map(([command, { $ref }]) => [command, $ref])),
    },
  };
};

const schemaOf = (command: string, useCase: SupposableUseCase): { readonly $ref: string } => {
  const { body, ids } = useCase;
  const numbered = numberedFieldsOf(numbersFor(useCase));
  const numbers = numbered.flatMap((field) => field.numbers.map(({ name }) => name));
  const optional = new Set(numbered.map(({ field }) => field));
  return named(schemaName(command), {
    allOf: [
      {
        type: 'object',
        required: ['command', ...ids.filter((id) => !optional.has(id))],
        properties: {
          command: { ...text, enum: [command] },
          as: { ...text, maxLength: 50 },
          ...Object.fromEntries([...ids, ...numbers].map((id) => [id, { ...text, maxLength: longestId }])),
        },
      },
      { $ref: getSchemaPath(body) },
    ],
  }) as { readonly $ref: string };
};
