import { Invalid } from '../platform/http/problems/problem.js';
import { searchBounds } from './bounds.js';
import type { Folding } from './folded.js';

/** The text of `q` as it is searched for. @throws Invalid where nothing is left of it: every name would hold it */
export const searchedText = ({ fold }: Pick<Folding, 'fold'>, q: string): string => {
  const searched = fold(q);
  if (searched !== '') return searched;
  const facts = { value: q, max: searchBounds.longestQuery };
  throw new Invalid([{ pointer: '?q', code: 'not-a-line', facts }]);
};
