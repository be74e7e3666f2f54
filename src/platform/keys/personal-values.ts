import type { Erased, Plain, Sealed } from '../../../domain/kernel/personal.js';

export type PersonalValue = Plain<unknown> | Sealed | Erased;

const shapes = ['plain', 'sealed', 'erased'] as const;

/** The marker of domain/kernel/personal.ts: `subject` and exactly one of the three fields, nothing else. */
function isPersonal(value: object): value is PersonalValue {
  if (!('subject' in value) || typeof value.subject !== 'string') return false;
  let members = 0;
  for (const _ in value) members += 1;
  return members === 2 && shapes.some((shape) => shape in value);
}

/** Visits every personal value, at any depth; what a personal value holds is not searched again. */
export function personalValues(value: unknown, visit: (found: PersonalValue) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) personalValues(element, visit);
  } else if (isPersonal(value)) {
    visit(value);
  } else {
    for (const name in value) personalValues((value as Record<string, unknown>)[name], visit);
  }
}

/** The value with each personal value replaced; parts without any are shared with the original. */
export function replacePersonal(value: unknown, replace: (found: PersonalValue) => PersonalValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const replaced = value.map((element) => replacePersonal(element, replace));
    return replaced.some((element, index) => element !== value[index]) ? replaced : value;
  }
  if (isPersonal(value)) return replace(value);
  let changed: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const replaced = replacePersonal(member, replace);
    if (replaced !== member) (changed ??= { ...value })[name] = replaced;
  }
  return changed ?? value;
}
