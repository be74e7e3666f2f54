import type { OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

type Schema = Record<string, unknown>;

/** The longest id of an address: one that is longer names nothing (and the headers end at 16 KB). */
export const longestInPath = 16_384;

const contextOf = ({ context }: ValidationMetadata): readonly unknown[] =>
  (context as { readonly constraints?: readonly unknown[] } | undefined)?.constraints ?? [];

/** Constraints of one class by property. */
const constraintsOf = (target: abstract new () => object): Map<string, ValidationMetadata[]> => {
  const byProperty = new Map<string, ValidationMetadata[]>();
  for (const each of getMetadataStorage().getTargetValidationMetadatas(target as never, '', false, false))
    byProperty.set(each.propertyName, [...(byProperty.get(each.propertyName) ?? []), each]);
  return byProperty;
};

/** Every class that bodies are validated by, by name. */
const validated = (): ReadonlyMap<string, abstract new () => object> => {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<abstract new () => object, unknown>;
  };
  return new Map([...validationMetadatas.keys()].map((target) => [target.name, target]));
};

/** Puts the bounds of lists, which the validation holds, into the schemas of bodies; and those of ids in addresses. */
export function describeBounds(document: OpenAPIObject): void {
  const classes = validated();
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const target = classes.get(name);
    if (target === undefined) continue;
    const properties = ((schema as Schema)['properties'] ?? {}) as Record<string, Schema>;
    for (const [property, constraints] of constraintsOf(target)) {
      const described = properties[property];
      if (described?.['type'] !== 'array') continue;
      for (const constraint of constraints) {
        if (constraint.name === 'arrayMaxSize') described['maxItems'] = constraint.constraints[0];
        if (constraint.name === 'arrayMinSize') described['minItems'] = constraint.constraints[0];
        if (constraint.name === 'isText')
          described['items'] = { ...(described['items'] as Schema), maxLength: contextOf(constraint)[0] };
      }
    }
  }
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item as Record<string, { parameters?: Schema[] }>))
      for (const parameter of operation.parameters ?? [])
        if (parameter['in'] === 'path')
          parameter['schema'] = { maxLength: longestInPath, ...(parameter['schema'] as Schema) };
}
