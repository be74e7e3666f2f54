import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../domain/policy/policy.js';
import { policySchema } from '../../../domain/policy/policy.schema.js';
import { loadPolicies } from '../../../src/policies/load-policy.js';
import { pointerOf } from '../../../src/platform/json-pointer.js';
import { validatePolicy } from '../../../src/policies/validate-policy.js';

/** Every schema of an object within a schema. */
const objectsIn = (schema: unknown): readonly Record<string, unknown>[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.values(schema).flatMap(objectsIn);
  return 'properties' in schema && 'type' in schema ? [schema as Record<string, unknown>, ...inner] : inner;
};

const sound: Policy = loadPolicies()[0]!.policy;
const problemsOf = (value: unknown): readonly string[] => {
  const result = validatePolicy(value);
  return 'policy' in result ? [] : result.problems.map(({ path, reason }) => `${pointerOf(path)}: ${reason}`);
};

describe('P1: the schema of a policy', () => {
  it('P1: knows every field of every object, so that a misspelt one is refused', () => {
    expect(objectsIn(policySchema).length).toBeGreaterThan(30);
    expect(objectsIn(policySchema).filter((record) => record.additionalProperties !== false)).toEqual([]);
  });

  it('P1: every field is needed', () => {
    for (const field of Object.keys(sound)) {
      const rest = Object.fromEntries(Object.entries(sound).filter(([name]) => name !== field));
      expect(problemsOf(rest)).toEqual([`: the field "${field}" is missing`]);
    }
  });

  it('P1: refuses blank texts and lists with an item twice', () => {
    expect(problemsOf({ ...sound, company: ' ' })).toEqual([
      '/company: " " is not written as expected; allowed: a text with at least one visible character',
    ]);
    const maintenance = { ...sound.services.maintenance, channels: ['email', 'email'] };
    expect(problemsOf({ ...sound, services: { ...sound.services, maintenance } })).toEqual([
      '/services/maintenance/channels: ["email","email"] says one thing twice; allowed: each once',
    ]);
    expect(problemsOf({ ...sound, series: [] })).toEqual(['/series: [] is too short; allowed: at least 1']);
    expect(problemsOf({ ...sound, company: '华'.repeat(2001) })).toEqual([
      `/company: "${'华'.repeat(76)}... is too long; allowed: at most 2000 characters`,
    ]);
  });

  it('P1: a pointer escapes what RFC 6901 asks for', () => {
    expect(problemsOf({ ...sound, contact: { ...sound.contact, 'a/b~c': 1 } })).toEqual([
      '/contact/a~1b~0c: unknown field "a/b~c"; known here: hotline, emergency, website',
    ]);
  });

  it('P1: a value of another shape is refused, not thrown at', () => {
    for (const value of [undefined, null, 1, 'policy', [], { ...sound, series: {} }, JSON.parse('{"__proto__":1}')])
      expect(problemsOf(value)).not.toEqual([]);
  });
});
