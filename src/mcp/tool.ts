import type { Actor, Role } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Caller, personReaders } from '../platform/auth/caller.js';
import type { Schema } from '../platform/http/server/schemas.js';

/** Who calls a tool, for which vendor, and in which language the answer is. */
export interface ToolCaller {
  readonly vendor: string;
  readonly actor: Actor;
  readonly language: Language;
  readonly correlationId: string;
}

/** As routes know it: no key of a customer may call a tool. */
export const asCaller = (caller: ToolCaller): Caller => ({ ...caller, customerId: null });

/** Items of a page where none are asked for: a model reads every line, and needs fewer than a program. */
export const fewerLines = 50;

/** What a tool answers: for people, and the same for programs. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured: Record<string, unknown>;
}

/** A read-only tool of the Model Context Protocol over one question that the API answers too. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** For the model that chooses among tools. */
  readonly description: string;
  /** As on the route that answers the same question (A1). */
  readonly roles: readonly Role[];
  /** The class that the arguments are validated by. */
  readonly arguments: new () => object;
  readonly inputSchema: Schema;
  /** @throws Problem, and what `problemOf` makes one of */
  run(caller: ToolCaller, given: object): Promise<ToolAnswer>;
}

/** A2: those who may read histories, in which persons may be named. */
export const peopleAlone = personReaders;
export const peopleAndSystems: readonly Role[] = [...personReaders, 'system'];

const described = (description: string, schema: Schema = { type: 'string' }): Schema => ({ ...schema, description });

/** Arguments as a model reads them. */
export const argument = described;
/** What every tool takes besides. */
const languageArgument = described('Language of the answer; that of Accept-Language unless given.', {
  type: 'string',
  enum: ['zh-CN', 'zh-TW', 'en'],
});

export const inputOf = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties: { ...properties, language: languageArgument },
  required,
  additionalProperties: false,
});
