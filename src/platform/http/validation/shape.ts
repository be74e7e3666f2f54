import { getMetadataStorage } from 'class-validator';
import { pointerSegment } from '../../json-pointer.js';
import { httpBounds } from '../bounds.js';
import { type FieldError, Invalid } from '../problems/problem.js';

type Dto = abstract new () => object;

/** The bounds of one property of a class on the size of a value. */
interface Property {
  readonly longest: number;
  readonly nested: Dto | undefined;
}

const nestedTypes = new Map<object, Map<string, () => Dto>>();
const shapes = new Map<Dto, ReadonlyMap<string, Property>>();

/** Notes the class of a nested property; the libraries store it where nobody else can read it. */
export const nests =
  (of: () => Dto): PropertyDecorator =>
  (target, property) => {
    const properties = nestedTypes.get(target) ?? new Map<string, () => Dto>();
    nestedTypes.set(target, properties.set(String(property), of));
  };

/**
 * Refuses what would make validation long, before it begins: lists over their bound, and more unknown fields than an
 * answer lists. A pass over names alone, so that its cost grows with the body and no faster.
 * @throws Invalid
 */
export function judgeShape(value: object, dto: Dto, separator: '/' | '?'): void {
  const tooLong: FieldError[] = [];
  const unknown: FieldError[] = [];
  const walk = (part: unknown, type: Dto, pointer: string): void => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
    const shape = shapeOf(type);
    for (const [name, member] of Object.entries(part)) {
      const at = `${pointer}${pointerSegment(name.slice(0, 200))}`;
      const property = shape.get(name);
      if (property === undefined) unknown.push({ pointer: at, code: 'unknown' });
      else if (!Array.isArray(member)) {
        if (property.nested !== undefined) walk(member, property.nested, `${at}/`);
      } else if (member.length > property.longest)
        tooLong.push({ pointer: at, code: 'list-too-long', facts: { limit: property.longest } });
      else if (property.nested !== undefined)
        for (const [index, item] of member.entries()) walk(item, property.nested, `${at}/${index}/`);
    }
  };
  walk(value, dto, separator);
  if (tooLong.length > 0 || unknown.length > httpBounds.faults) throw new Invalid([...tooLong, ...unknown]);
}

/** Whether bodies of a class have a field of this name. */
export const hasField = (dto: Dto, name: string): boolean => shapeOf(dto).has(name);

function shapeOf(dto: Dto): ReadonlyMap<string, Property> {
  const known = shapes.get(dto);
  if (known !== undefined) return known;
  const shape = new Map<string, Property>();
  for (const { propertyName, name, constraints } of getMetadataStorage().getTargetValidationMetadatas(
    dto,
    '',
    false,
    false,
  )) {
    const before = shape.get(propertyName) ?? { longest: httpBounds.largeItems, nested: nestedIn(dto, propertyName) };
    const longest = name === 'arrayMaxSize' ? Number(constraints[0]) : before.longest;
    shape.set(propertyName, { longest, nested: before.nested });
  }
  shapes.set(dto, shape);
  return shape;
}

const nestedIn = (dto: Dto, property: string): Dto | undefined => {
  for (
    let level = dto.prototype as object | null;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    const of = nestedTypes.get(level)?.get(property);
    if (of !== undefined) return of();
  }
  return undefined;
};
