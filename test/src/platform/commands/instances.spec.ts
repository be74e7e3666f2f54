import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Inject } from '@nestjs/common';
import { Instances } from '../../../../src/platform/commands/instances.js';

const NUMBER = Symbol('number');
class Shared {
  constructor(@Inject(NUMBER) readonly number: number) {}
}
class Handler {
  constructor(
    @Inject(NUMBER) readonly number: number,
    @Inject(Shared) readonly shared: Shared,
  ) {}
}
class Undeclared {
  constructor(readonly number: number) {}
}

describe('Instances', () => {
  it('creates what a class asks for once, over what is given', () => {
    const instances = new Instances([[NUMBER, 7]]);
    const handler = instances.get(Handler);
    expect([handler.number, handler.shared.number]).toEqual([7, 7]);
    expect(instances.get(Shared)).toBe(handler.shared);
  });

  it('names the token that is not given, and the class that declares no parts', () => {
    expect(() => new Instances([]).get(Handler)).toThrow('Symbol(number) is not given');
    expect(() => new Instances([]).get(Undeclared)).toThrow('Undeclared asks for parts without @Inject');
  });
});
