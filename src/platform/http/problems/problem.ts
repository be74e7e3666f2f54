import type { Facts } from '../../../../domain/kernel/decider.js';
import { httpBounds } from '../bounds.js';
import type { FieldCode } from '../validation/messages.js';
import type { ProblemCode } from './catalogue.js';
import type { variantTexts } from './field-variants.js';
import type { Three } from './texts.js';

/**
 * One bad value: where it is (`/product/modules/0/code` in a body, `?limit` in a query), what is wrong, what was
 * given.
 */
export interface FieldError {
  readonly pointer: string;
  readonly code: FieldCode;
  readonly facts?: Facts;
  /** Facts that are words, in every language. */
  readonly named?: Readonly<Record<string, Three>>;
  readonly variant?: keyof typeof variantTexts;
}

/** An expected no on its way out of a controller; the exception filter writes it in the caller's language. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly facts: Facts = {},
    readonly more: {
      readonly rule?: string;
      readonly errors?: readonly FieldError[];
      readonly headers?: Readonly<Record<string, string>>;
      /** Members of the answer besides those of every problem. */
      readonly members?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code);
  }
}

/** Nothing of the caller's vendor has this id, of whatever shape it is: 404. */
export class NotFound extends Problem {
  constructor(id: string) {
    super('not-found', { id });
  }
}

/** Values that are not as they must be: 400. All are counted, the first of them are listed. */
export class Invalid extends Problem {
  constructor(errors: readonly FieldError[]) {
    super('invalid', { count: errors.length }, { errors: errors.slice(0, httpBounds.faults) });
  }
}
