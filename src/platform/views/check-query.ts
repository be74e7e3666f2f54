import type { Projection } from '../../../projections/projection.js';
import type { Query } from './view-store.js';

export const mostRows = 1000;
const fieldPath = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/;

/** @throws TypeError where the query asks for what the projection does not declare: a mistake of the program */
export function checkQuery(projection: Pick<Projection, 'name' | 'indexes' | 'spans'>, query: Query): void {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1 || query.limit > mostRows)
    throw new TypeError(`a page of ${query.limit} rows: 1 to ${mostRows} can be had`);
  const declared = new Set(projection.indexes.flat());
  const checkField = (name: string): void => {
    if (!declared.has(name)) throw new TypeError(`view ${projection.name} declares no index on '${name}'`);
  };
  if (query.sort !== undefined) checkField(query.sort.field);
  for (const condition of query.where) {
    if ('field' in condition) {
      checkField(condition.field);
      const isBounded = 'is' in condition || 'in' in condition || 'startsWith' in condition;
      if (!isBounded && condition.from === undefined && condition.below === undefined)
        throw new TypeError(`the condition on '${condition.field}' names no bound`);
      continue;
    }
    if (projection.spans?.includes(condition.path) !== true)
      throw new TypeError(`view ${projection.name} declares no spans at '${condition.path}'`);
    for (const name of Object.keys(condition.where ?? {})) checkedPath(name);
  }
}

/** @throws TypeError */
export const checkedPath = (path: string): string => {
  if (!fieldPath.test(path)) throw new TypeError(`'${path}' is no path into a row`);
  return path;
};

/** Names the order of a query, for its cursors. */
export const shapeOf = ({ sort }: Pick<Query, 'sort'>): string =>
  sort === undefined ? '' : `${sort.field} ${sort.descending === true ? 'DESC' : 'ASC'}`;
