import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { readDay, readMinguoDay } from '../../../../domain/kernel/day-as-written.js';
import type { Facts } from '../../../../domain/kernel/decider.js';
import { pointerSegment } from '../../json-pointer.js';
import { type FieldError, Invalid } from '../problems/problem.js';
import { httpBounds } from '../bounds.js';
import { numberedFieldsOf } from '../own-numbers/own-number.decorators.js';
import { codeOfConstraint, type FieldCode } from './messages.js';
import { readFlat } from './flat-query.js';
import { judgeShape } from './shape.js';

/** What an answer repeats of a value; a long list or object is not written out to be cut off afterwards. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return value.slice(0, mostShown);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value);
  const list = Array.isArray(value);
  const parts: string[] = [];
  for (let index = 0, length = 0; index < entries.length && length < mostShown; index += 1) {
    const [name, member] = entries[index]!;
    const part = `${list ? '' : `${JSON.stringify(name)}:`}${typeof member === 'string' ? JSON.stringify(member.slice(0, mostShown)) : shown(member)}`;
    parts.push(part);
    length += part.length;
  }
  return (list ? `[${parts.join(',')}]` : `{${parts.join(',')}}`).slice(0, mostShown);
};
/** One more than texts show, so that what was cut off ends in an ellipsis. */
const mostShown = 201;

/** What fills the sentence of each code besides the value; read from the constraint itself. */
const limits = new Map<string, (constraints: readonly unknown[]) => Facts>([
  ['isText', ([max]) => ({ max: Number(max) })],
  ['isLine', ([max]) => ({ max: Number(max) })],
  ['oneOf', ([values]) => ({ allowed: (values as readonly string[]).join(', ') })],
  ['min', ([limit]) => ({ limit: Number(limit) })],
  ['max', ([limit]) => ({ limit: Number(limit) })],
  ['arrayMaxSize', ([limit]) => ({ limit: Number(limit) })],
  ['arrayMinSize', ([limit]) => ({ limit: Number(limit) })],
]);

/** Nest's pipe, strict: no unknown fields, no conversion. Where its faults point to is fixed at its making. */
class PointingValidation extends ValidationPipe {
  constructor(prefix: '/' | '?') {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: false,
      forbidUnknownValues: true,
      transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => new Invalid(fieldErrors(errors, prefix)),
    });
  }

  validates(metadata: ArgumentMetadata): boolean {
    return this.toValidate(metadata);
  }
}

/** Validates all input: no unknown fields, no conversion, each fault reported with its JSON pointer. */
export class StrictValidation implements PipeTransform {
  // One for each place: requests overlap, so no state of a request may be stored here.
  readonly #bodies = new PointingValidation('/');
  readonly #queries = new PointingValidation('?');

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const query = metadata.type === 'query';
    const pipe = query ? this.#queries : this.#bodies;
    if (!pipe.validates(metadata)) return pipe.transform(value, metadata);
    if (query) {
      refuseStrange(value as Readonly<Record<string, unknown>>);
      const read = readFlat(value as Readonly<Record<string, unknown>>, metadata.metatype as new () => object);
      if (read !== undefined) return read;
    } else if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw new Invalid([{ pointer: '', code: 'not-an-object' }]);
    if (metadata.metatype !== undefined) judgeShape(value as object, metadata.metatype as never, query ? '?' : '/');
    return pipe.transform(value, metadata).catch((error: unknown) => {
      throw namingNumbers(error, metadata);
    });
  }
}

/** A field that is missing may be given as a number of the vendor's own: the fault names that one too. */
const namingNumbers = (error: unknown, { metatype }: ArgumentMetadata): unknown => {
  if (!(error instanceof Invalid) || metatype === undefined) return error;
  const numbers = new Map(numberedFieldsOf(metatype as never).map((each) => [each.field, each.numbers]));
  const errors = (error.more.errors ?? []).map((each): FieldError => {
    const other = each.code === 'required' ? numbers.get(each.pointer.slice(1))?.[0]?.name : undefined;
    return other === undefined ? each : { ...each, variant: 'required-or', facts: { other } };
  });
  return new Invalid(errors);
};

function refuseStrange(query: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(query);
  let given = 0;
  for (const name of names) given += Array.isArray(query[name]) ? query[name].length : 1;
  if (given > httpBounds.parameters)
    throw new Invalid([{ pointer: '?', code: 'too-many-fields', facts: { limit: httpBounds.parameters } }]);
  // Names that every object answers to would be overlooked by what copies and checks the rest.
  const unknown = names.filter((name) => name in Object.prototype);
  if (unknown.length > 0) throw new Invalid(unknown.map((name) => ({ pointer: `?${name}`, code: 'unknown' })));
  const twice = names.filter((name) => Array.isArray(query[name]));
  if (twice.length > 0) throw new Invalid(twice.map((name) => ({ pointer: `?${name}`, code: 'given-twice' })));
}

/** The faults of a value and of what it holds, in the order of its fields. */
export function fieldErrors(errors: readonly ValidationError[], prefix: string): readonly FieldError[] {
  return errors.flatMap((error): readonly FieldError[] => {
    const pointer = `${prefix}${pointerSegment(error.property)}`;
    const inner = fieldErrors(error.children ?? [], `${pointer}/`);
    const names = Object.keys(error.constraints ?? {});
    if (names.length === 0) return inner;
    if (error.value === undefined && !names.includes('whitelistValidation')) return [{ pointer, code: 'required' }];
    // A value that is no list has no further fault of a list.
    if (names.includes('isArray')) return [{ pointer, code: 'not-a-list' }];
    const found = new Map<FieldCode, FieldError>();
    for (const name of names) {
      if (name === 'oneOf' && judgesMembers(error)) continue;
      const code = codeOfConstraint[name];
      if (code === undefined) throw new Error(`the constraint ${name} has no message`);
      const bounds = limits.get(name)?.(limitsOf(error, name)) ?? {};
      found.set(code, {
        pointer,
        code,
        facts: { value: shown(error.value), ...bounds, ...meantDay(code, error.value) },
      });
    }
    return [...found.values(), ...strangeMembers(error, pointer), ...inner];
  });
}

/** The day that people write otherwise, so that the answer names it: 113/3/1 or 2024年3月1日 for 2024-03-01. */
function meantDay(code: FieldCode, value: unknown): Facts {
  if ((code !== 'not-a-day' && code !== 'not-an-instant') || typeof value !== 'string' || value.length > longestDay)
    return {};
  const meant = readDay(value) ?? readMinguoDay(value);
  return meant === null ? {} : { meant };
}
/** Characters of a day in whatever form. */
const longestDay = 40;

/** The members of a list that are not among the values allowed, each by its place. */
function strangeMembers(error: ValidationError, pointer: string): readonly FieldError[] {
  if (!judgesMembers(error)) return [];
  const [values] = limitsOf(error, 'oneOf');
  const allowed = values as readonly unknown[];
  return (error.value as readonly unknown[]).flatMap((value, index): readonly FieldError[] =>
    allowed.includes(value)
      ? []
      : [
          {
            pointer: `${pointer}/${index}`,
            code: 'not-one-of',
            facts: { value: shown(value), allowed: allowed.join(', ') },
          },
        ],
  );
}

const judgesMembers = ({ constraints, contexts, value }: ValidationError): boolean =>
  constraints?.['oneOf'] !== undefined &&
  Array.isArray(value) &&
  (contexts?.['oneOf'] as { readonly each?: boolean } | undefined)?.each === true;

/** Constraints of this product carry their limits as context, those of the library in their message. */
function limitsOf(error: ValidationError, name: string): readonly unknown[] {
  const context = (
    error.contexts as Readonly<Record<string, { readonly constraints?: readonly unknown[] }>> | undefined
  )?.[name];
  if (context?.constraints !== undefined) return context.constraints;
  return [/(-?\d+(?:\.\d+)?)/.exec(error.constraints?.[name] ?? '')?.[1]];
}
