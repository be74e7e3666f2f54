import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { merges, type MergesCommand, survivorOf } from '../../../domain/merges/merges.js';
import type { MergeEvent } from '../../../domain/merges/merges.events.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(merges);
const merge = (absorbedId: string, intoId: string): MergesCommand => ({
  kind: 'merge',
  absorbedId,
  intoId,
  reason: '重复登记',
});
const undo = (absorbedId: string): MergesCommand => ({ kind: 'undo', absorbedId, reason: '两家公司' });
const merged = (absorbedId: string, intoId: string): MergeEvent => ({
  type: 'CustomersMerged',
  data: { absorbedId, intoId, reason: '重复登记' },
});
const undone = (absorbedId: string, intoId: string): MergeEvent => ({
  type: 'CustomerMergeUndone',
  data: { absorbedId, intoId, reason: '两家公司' },
});

describe('C1: customers that turn out to be one', () => {
  it('records which is merged into which', () => given().when(merge('b', 'a')).then(merged('b', 'a')));
  it('C11: once', () => given(merged('b', 'a')).when(merge('b', 'a')).then());
  it('never into itself', () => given().when(merge('a', 'a')).refuses('merged-into-itself', 'C1', { customerId: 'a' }));
  it('only a customer that is not merged, and only into one that is not merged', () => {
    given(merged('b', 'a'))
      .when(merge('b', 'c'))
      .refuses('customer-merged', 'C1', { customerId: 'b', survivorId: 'a' });
    given(merged('c', 'b'), merged('b', 'a'))
      .when(merge('d', 'c'))
      .refuses('customer-merged', 'C1', { customerId: 'c', survivorId: 'a' });
  });
  it('closes no circle', () =>
    given(merged('c', 'b'), merged('b', 'a'))
      .when(merge('a', 'c'))
      .refuses('customer-merged', 'C1', { customerId: 'c', survivorId: 'a' }));
  it('undoes what was merged, and leaves with it what was merged into it', () => {
    given(merged('c', 'b'), merged('b', 'a')).when(undo('b')).then(undone('b', 'a'));
    const { into } = fold(merges, [merged('c', 'b'), merged('b', 'a'), undone('b', 'a')]);
    expect(['a', 'b', 'c'].map((id) => survivorOf(id, into))).toEqual(['a', 'b', 'b']);
  });
  it('undoes nothing that is not merged', () =>
    given(merged('b', 'a'), undone('b', 'a'))
      .when(undo('b'))
      .refuses('customer-not-merged', 'C1', { customerId: 'b' }));

  it('after any commands every customer has one survivor, which is not merged', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const command = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(id, id).map(([one, other]) => merge(one, other)) },
      { weight: 1, arbitrary: id.map(undo) },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = merges.initial;
        for (const each of commands) {
          const recorded = merges.decide(each, state);
          if (recorded instanceof Refusal) continue;
          state = recorded.reduce(merges.evolve, state);
          // Deciding twice adds nothing to a merge.
          if (each.kind === 'merge') expect(merges.decide(each, state)).toEqual([]);
          for (const one of ['a', 'b', 'c', 'd', 'e']) {
            const seen = new Set<string>();
            for (let at: string | undefined = one; at !== undefined; at = state.into.get(at)) {
              expect(seen.has(at)).toBe(false);
              seen.add(at);
            }
          }
        }
      }),
    );
  });
});
