import { setImmediate as turn } from 'node:timers/promises';
import type { OwnNumbers } from '../platform/http/own-numbers/own-numbers.js';
import { type FieldError, Invalid, Problem } from '../platform/http/problems/problem.js';
import { StrictValidation } from '../platform/http/validation/validation.pipe.js';
import { longestId, numbersFor, type SupposableUseCase, type SupposedCommands } from './supposed-commands.js';

/** One supposed command with a valid body: its ids and fields may still be names of what others make. */
export interface Supposition {
  readonly command: string;
  readonly as: string | undefined;
  readonly useCase: SupposableUseCase;
  readonly ids: Readonly<Record<string, string>>;
  readonly body: object;
}

const validation = new StrictValidation();
/** No id looks like it: those hold an underscore. */
const name = /^[A-Za-z0-9-]{1,50}$/;

/** Whose own numbers commands may give instead of ids. They name what is recorded, never what is only supposed. */
export interface Identifying {
  readonly numbers: OwnNumbers;
  readonly vendor: string;
}

/**
 * The commands in their order, each checked as its route checks its body. @throws Invalid with every fault of all of
 * them
 */
export const readSuppositions = async (
  commands: SupposedCommands,
  suppose: readonly unknown[],
  identifying: Identifying,
): Promise<readonly Supposition[]> => {
  const faults: FieldError[] = [];
  const read: Supposition[] = [];
  const names = new Set<string>();
  for (const [index, raw] of suppose.entries()) {
    const [found, supposition] = await readOne(commands, raw, names, identifying);
    faults.push(...placed(found, index));
    if (supposition !== undefined) read.push(supposition);
    // Fifty bodies are checked: others are answered between two of them.
    await turn();
  }
  if (faults.length > 0) throw new Invalid(faults);
  return read;
};

const readOne = async (
  commands: SupposedCommands,
  raw: unknown,
  names: Set<string>,
  { numbers, vendor }: Identifying,
): Promise<readonly [readonly FieldError[], Supposition?]> => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [[{ pointer: '', code: 'not-an-object' }]];
  const { command, as, ...given } = raw as Readonly<Record<string, unknown>>;
  if (command === undefined) return [[{ pointer: '/command', code: 'required' }]];
  const useCase = typeof command === 'string' ? commands.get(command) : undefined;
  if (useCase === undefined)
    return [
      [
        {
          pointer: '/command',
          code: 'not-one-of',
          facts: { value: shown(command), allowed: [...commands.keys()].join(', ') },
        },
      ],
    ];
  const faults: FieldError[] = [];
  const invalid = { pointer: '/', unknown: 'invalid' } as const;
  let fields: Record<string, unknown> = given;
  try {
    for (const dto of [numbersFor(useCase), useCase.body])
      fields = await numbers.identified(vendor, dto, fields, invalid);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return [error.more.errors ?? []];
  }
  if (as !== undefined && (typeof as !== 'string' || !name.test(as) || names.has(as)))
    faults.push({ pointer: '/as', code: 'not-a-name', facts: { value: shown(as) } });
  else if (as !== undefined) names.add(as as string);
  const ids: Record<string, string> = {};
  for (const id of useCase.ids) {
    const value = Object.hasOwn(fields, id) ? fields[id] : undefined;
    delete fields[id];
    if (value === undefined) faults.push({ pointer: `/${id}`, code: 'required' });
    else if (typeof value !== 'string' || value.trim() === '' || value.length > longestId)
      faults.push({ pointer: `/${id}`, code: 'not-text', facts: { value: shown(value), max: longestId } });
    else ids[id] = value;
  }
  try {
    const body = (await validation.transform(fields, { type: 'body', metatype: useCase.body })) as object;
    return [faults, { command: command as string, as: as as string | undefined, useCase, ids, body }];
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return [[...faults, ...(error.more.errors ?? [])]];
  }
};

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);

const placed = (errors: readonly FieldError[], index: number): readonly FieldError[] =>
  errors.map((error) => ({ ...error, pointer: `/suppose/${index}${error.pointer}` }));

/**
 * What the real command would be answered with, pointing at the supposed one. Anything but a problem stays as it is.
 */
export const refusedAt = (error: unknown, index: number, command: string): unknown => {
  if (!(error instanceof Problem)) return error;
  const { errors } = error.more;
  return new Problem(error.code, error.facts, {
    ...error.more,
    errors:
      errors === undefined
        ? [{ pointer: `/suppose/${index}`, code: 'refused', facts: { value: command } }]
        : placed(errors, index),
  });
};

/**
 * The same fields with names replaced by the ids of what they name: in fields whose name ends in `Id`, also of listed
 * objects.
 */
export const resolved = <T extends object>(fields: T, ids: ReadonlyMap<string, string>): T => {
  if (ids.size === 0) return fields;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(fields) as object) as T, fields);
  for (const [field, value] of Object.entries(copy)) {
    if (typeof value === 'string' && field.endsWith('Id')) Object.assign(copy, { [field]: ids.get(value) ?? value });
    if (Array.isArray(value))
      Object.assign(copy, {
        [field]: value.map((item: unknown) => (typeof item === 'object' && item !== null ? resolved(item, ids) : item)),
      });
  }
  return copy;
};
