import type { Type } from '@nestjs/common';
import { SELF_DECLARED_DEPS_METADATA } from '@nestjs/common/constants.js';

interface Dependency {
  readonly index: number;
  readonly param: unknown;
}

/**
 * Creates handlers, and the classes they are made of, over given instances instead of the application's: what their
 * constructors ask for with `@Inject` is given, or created once in the same way.
 */
export class Instances {
  readonly #byToken: Map<unknown, unknown>;

  constructor(given: Iterable<readonly [token: unknown, instance: unknown]>) {
    this.#byToken = new Map(given);
  }

  get<T>(type: Type<T>): T {
    return this.#resolve(type) as T;
  }

  #resolve(token: unknown): unknown {
    if (this.#byToken.has(token)) return this.#byToken.get(token);
    if (typeof token !== 'function') throw new Error(`${String(token)} is not given; add it where Instances are made`);
    const declared = (Reflect.getMetadata(SELF_DECLARED_DEPS_METADATA, token) ?? []) as readonly Dependency[];
    if (declared.length < token.length) throw new Error(`${token.name} asks for parts without @Inject`);
    const parts: unknown[] = [];
    for (const { index, param } of declared) parts[index] = this.#resolve(param);
    const instance: unknown = new (token as Type<unknown>)(...parts);
    this.#byToken.set(token, instance);
    return instance;
  }
}
