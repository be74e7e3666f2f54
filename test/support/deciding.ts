import { expect } from '@jest/globals';
import { type Decider, fold, Refusal } from '../../domain/kernel/decider.js';

/**
 * given(history).when(command) and then the very events in their order, or a refusal with its rule and facts: nothing
 * looser.
 */
export const deciding = <S, C, E, R extends string>(decider: Decider<S, C, E, R>) => ({
  given: (...history: readonly E[]) => ({
    when: (command: C) => {
      const outcome = decider.decide(command, fold(decider, history));
      return {
        then: (...events: readonly E[]) => expect(outcome).toStrictEqual(events),
        refuses: (code: R, rule: string, facts: Refusal['facts'] = {}) =>
          expect(outcome).toStrictEqual(new Refusal(code, rule, facts)),
      };
    },
  }),
});
