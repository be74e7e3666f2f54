import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { policySchema } from '../../../domain/policy/policy.schema.js';

describe('the schema of policies', () => {
  it('is a JSON Schema: the product compiles it without asking', () => {
    const ajv = new Ajv2020({ allowUnionTypes: true });
    expect([ajv.validateSchema(policySchema), ajv.errorsText()]).toEqual([true, 'No errors']);
  });
});
