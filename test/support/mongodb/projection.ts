import { notServed, Refusal } from './errors.js';
import { amountOf, type Doc, isArray, isDoc, isNumeric, type Value } from './values.js';

export type Projection = (doc: Doc) => Doc;

/** Paths as a tree: a leaf is included or excluded. */
type Tree = Map<string, Tree | true>;

/** @throws Refusal for expressions, and for inclusions beside exclusions */
export function compileProjection(projection: Doc | undefined): Projection {
  if (projection === undefined || projection.size === 0) return (doc) => doc;
  const fields = [...projection].map(([path, value]) => ({ path, included: flagOf(path, value) }));
  const id = fields.find(({ path }) => path === '_id')?.included;
  const others = fields.filter(({ path }) => path !== '_id');
  const including = others[0]?.included ?? id!;
  const contrary = others.find(({ included }) => included !== including);
  if (contrary !== undefined && including)
    throw new Refusal('Location31254', `Cannot do exclusion on field ${contrary.path} in inclusion projection`);
  if (contrary !== undefined)
    throw new Refusal('Location31253', `Cannot do inclusion on field ${contrary.path} in exclusion projection`);
  const named = others.map(({ path }) => path);
  if (including ? id !== false : id === false) named.push('_id');
  const tree = treeOf(named);
  return including ? (doc) => included(doc, tree) : (doc) => excluded(doc, tree);
}

function flagOf(path: string, value: Value): boolean {
  if (path.startsWith('$') || path.includes('.$')) throw notServed(`the projection of ${path}`);
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return Number(amountOf(value)) !== 0;
  throw notServed(`a projection of ${path} by an expression`);
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = new Map();
  for (const path of paths) {
    let level = tree;
    const parts = path.split('.');
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      const found = level.get(part);
      if (found === true || (found !== undefined && last))
        throw new Refusal('Location31250', `Path collision at ${path}`);
      if (last) {
        level.set(part, true);
      } else {
        const below: Tree = found ?? new Map();
        level.set(part, below);
        level = below;
      }
    }
  }
  return tree;
}

/** Values that are no documents have nothing of what is below them. */
function included(doc: Doc, tree: Tree): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const below = tree.get(name);
    if (below === true) result.set(name, value);
    else if (below !== undefined) {
      const part = includedIn(value, below);
      if (part !== undefined) result.set(name, part);
    }
  }
  return result;
}

function includedIn(value: Value, tree: Tree): Value | undefined {
  if (isDoc(value)) return included(value, tree);
  if (!isArray(value)) return undefined;
  return value.map((element) => includedIn(element, tree)).filter((element) => element !== undefined);
}

function excluded(doc: Doc, tree: Tree): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const below = tree.get(name);
    if (below === undefined) result.set(name, value);
    else if (below !== true) result.set(name, excludedIn(value, below));
  }
  return result;
}

function excludedIn(value: Value, tree: Tree): Value {
  if (isDoc(value)) return excluded(value, tree);
  return isArray(value) ? value.map((element) => excludedIn(element, tree)) : value;
}
