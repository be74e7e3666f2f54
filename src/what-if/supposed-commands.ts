import { getSchemaPath } from '@nestjs/swagger';
import type { Supposed, UseCase } from '../platform/commands/use-case.js';
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

/** One of the supposed commands, as OpenAPI describes it. */
export const supposedSchema = (commands: SupposedCommands) => ({
  oneOf: [...commands].map(([command, { body, ids }]) => ({
    title: command,
    allOf: [
      {
        type: 'object' as const,
        required: ['command', ...ids],
        properties: {
          command: { ...text, enum: [command] },
          as: { ...text, maxLength: 50 },
          ...Object.fromEntries(ids.map((id) => [id, { ...text, maxLength: longestId }])),
        },
      },
      { $ref: getSchemaPath(body) },
    ],
  })),
});
